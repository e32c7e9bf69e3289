package org.talweg.training;

/**
 * What the last step did. A live view: the trainer has one report and rewrites it at every step, so
 * that a step allocates nothing; read what you need before the next step.
 */
public final class StepReport {
  private long step;
  private double learningRate;
  private double gradientNorm = Double.NaN;
  private boolean clipped;
  private boolean skipped;

  StepReport() {}

  void set(long step, double learningRate, double gradientNorm, boolean clipped, boolean skipped) {
    this.step = step;
    this.learningRate = learningRate;
    this.gradientNorm = gradientNorm;
    this.clipped = clipped;
    this.skipped = skipped;
  }

  /** {@return the number of steps done, this one included unless it was skipped; the first is 1} */
  public long step() {
    return step;
  }

  /** {@return the learning rate of this step} */
  public double learningRate() {
    return learningRate;
  }

  /**
   * {@return the global Euclidean norm of the gradients as clipping found it, NaN if nothing asked
   * for it}
   */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** {@return whether clipping scaled the gradients down} */
  public boolean clipped() {
    return clipped;
  }

  /** {@return whether the step changed nothing because a gradient was not finite} */
  public boolean skipped() {
    return skipped;
  }

  @Override
  public String toString() {
    return "step "
        + step
        + ", learning rate "
        + learningRate
        + ", gradient norm "
        + gradientNorm
        + (clipped ? ", clipped" : "")
        + (skipped ? ", skipped" : "");
  }
}
