// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.talweg.training.Diagnostics;

/** What one run gave. */
public final class RunResult {
  /** Steps whose mean loss counts as the final one. */
  public static final int LAST_STEPS = 50;

  private final Contestant contestant;
  private final Start start;
  private final long seed;
  private final double[] losses;
  private final int[] tested;
  private final double[] accuracies;
  private final double[] secondsToTest;
  private final double seconds;
  private final double optimizerSeconds;
  private final Optional<Diagnostics> diagnostics;

  RunResult(
      Contestant contestant,
      Start start,
      long seed,
      double[] losses,
      int[] tested,
      double[] accuracies,
      double[] secondsToTest,
      double seconds,
      double optimizerSeconds,
      Optional<Diagnostics> diagnostics) {
    this.contestant = contestant;
    this.start = start;
    this.seed = seed;
    this.losses = losses;
    this.tested = tested;
    this.accuracies = accuracies;
    this.secondsToTest = secondsToTest;
    this.seconds = seconds;
    this.optimizerSeconds = optimizerSeconds;
    this.diagnostics = diagnostics;
  }

  /** The optimizer. */
  public Contestant contestant() {
    return contestant;
  }

  /** The initializer. */
  public Start start() {
    return start;
  }

  /** The seed of weights and order. */
  public long seed() {
    return seed;
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

  /** The highest test accuracy measured. */
  public double highestAccuracy() {
    return Arrays.stream(accuracies).max().orElse(0);
  }

  /** The steps done when an accuracy was first measured that is not below a target. */
  public OptionalInt stepsTo(double target) {
    return reached(target).map(i -> tested[i]).findFirst();
  }

  /** The seconds of training until then: forward, backward and optimizer. */
  public OptionalDouble secondsTo(double target) {
    return reached(target).mapToDouble(i -> secondsToTest[i]).findFirst();
  }

  private IntStream reached(double target) {
    return IntStream.range(0, accuracies.length).filter(i -> accuracies[i] >= target);
  }

  /** What the last step of the last epoch did to each layer, if the run has taken it. */
  public Optional<Diagnostics> diagnostics() {
    return diagnostics;
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
