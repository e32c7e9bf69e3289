package org.talweg.benchmarks.race;

/** What one run gave. */
public final class RunResult {
  /** Steps whose mean loss counts as the final one. */
  public static final int LAST_STEPS = 50;

  private final Contestant contestant;
  private final Start start;
  private final double[] losses;
  private final int[] tested;
  private final double[] accuracies;
  private final double seconds;
  private final double optimizerSeconds;

  RunResult(
      Contestant contestant,
      Start start,
      double[] losses,
      int[] tested,
      double[] accuracies,
      double seconds,
      double optimizerSeconds) {
    this.contestant = contestant;
    this.start = start;
    this.losses = losses;
    this.tested = tested;
    this.accuracies = accuracies;
    this.seconds = seconds;
    this.optimizerSeconds = optimizerSeconds;
  }

  /** The optimizer. */
  public Contestant contestant() {
    return contestant;
  }

  /** The initializer. */
  public Start start() {
    return start;
  }

  /** The batch's loss at each step. */
  public double[] losses() {
    return losses.clone();
  }

  /** The steps after which the accuracy was measured. */
  public int[] tested() {
    return tested.clone();
  }

  /** The test accuracy after those steps. */
  public double[] accuracies() {
    return accuracies.clone();
  }

  /** The number of steps. */
  public int steps() {
    return losses.length;
  }

  /** The mean loss of the last steps, {@value #LAST_STEPS} or as many as there were. */
  public double finalLoss() {
    int count = Math.min(LAST_STEPS, losses.length);
    double sum = 0;
    for (int i = losses.length - count; i < losses.length; i++) {
      sum += losses[i];
    }
    return sum / count;
  }

  /** The test accuracy after the last step. */
  public double finalAccuracy() {
    return accuracies[accuracies.length - 1];
  }

  /** Milliseconds per step: forward, backward and optimizer. */
  public double millisecondsPerStep() {
    return seconds * 1e3 / steps();
  }

  /** Microseconds per step that the optimizer took. */
  public double optimizerMicrosecondsPerStep() {
    return optimizerSeconds * 1e6 / steps();
  }
}
