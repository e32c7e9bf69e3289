package org.talweg.engine;

/** What is the same for every segment at one step. Rewritten by the trainer before each. */
public final class StepPlan {
  /** Steps between two passes that let tiny numbers vanish. */
  public static final int VANISH_INTERVAL = 32;

  private final boolean clears;
  private final boolean writesChanges;
  private double scale;
  private boolean uniform;
  private double share;
  private boolean vanishes;

  /**
   * A plan.
   *
   * @param clears whether gradients become zero
   * @param writesChanges whether the change goes into the gradient and the weights stay
   */
  public StepPlan(boolean clears, boolean writesChanges) {
    this.clears = clears;
    this.writesChanges = writesChanges;
  }

  /**
   * Sets what happens to gradients.
   *
   * @param newScale what they are multiplied by
   * @param allAlike whether all are; if not, each member has its own scale
   */
  public void gradients(double newScale, boolean allAlike) {
    scale = newScale;
    uniform = allAlike;
  }

  /**
   * Sets what happens beside the rule.
   *
   * @param step the number of the step
   * @param newShare the share of the new weights in their average; 0 for none
   */
  public void step(long step, double newShare) {
    share = newShare;
    vanishes = step % VANISH_INTERVAL == 0;
  }

  double scale(Member member) {
    return uniform ? scale : member.scale();
  }

  boolean isUniform() {
    return uniform;
  }

  double share() {
    return share;
  }

  boolean vanishes() {
    return vanishes;
  }

  boolean clears() {
    return clears;
  }

  boolean writesChanges() {
    return writesChanges;
  }
}
