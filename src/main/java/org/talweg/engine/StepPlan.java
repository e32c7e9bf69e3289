// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

/** The numbers of one step that all segments share. Rewritten by the trainer before each step. */
public final class StepPlan {
  /** Steps between two passes that let tiny numbers vanish. */
  public static final int VANISH_INTERVAL = 32;

  /** The same where numbers fade slowly. */
  public static final int SLOW_VANISH_INTERVAL = 256;

  /** In 256 steps such a factor takes less than six bits: too few to become subnormal by. */
  private static final double SLOW = 0.984;

  private final boolean clears;
  private final boolean writesChanges;
  private double scale;
  private boolean uniform;
  private double share;
  private boolean vanishes;
  private boolean vanishesSlowly;

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
    vanishesSlowly = step % SLOW_VANISH_INTERVAL == 0;
  }

  double scale(Member member) {
    return uniform ? scale : member.step().scale();
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

  /** Whether tiny numbers vanish now that are multiplied by a factor at each step. */
  boolean vanishes(double factor) {
    return vanishes && (vanishesSlowly || factor < SLOW);
  }

  boolean clears() {
    return clears;
  }

  boolean writesChanges() {
    return writesChanges;
  }
}
