// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import java.util.Arrays;

/**
 * What two sides took in alternating windows. The speed of a shared machine wanders, by half for
 * seconds, so that a number alone means little; but neighbouring windows see the same machine.
 */
public final class Windows {
  /** How many windows, and how long. */
  public record Plan(int warmupMilliseconds, int windows, double milliseconds) {
    /** The same with windows twice as long, and twice as many. */
    public Plan patient() {
      return new Plan(2 * warmupMilliseconds, 2 * windows, 2 * milliseconds);
    }
  }

  private final double[] numerator;
  private final double[] denominator;

  /** The windows of both sides, in the order of measuring. */
  public Windows(double[] numerator, double[] denominator) {
    this.numerator = numerator.clone();
    this.denominator = denominator.clone();
  }

  /** Measures both sides in turn. */
  static Windows measure(Side numerator, Side denominator, Plan plan) {
    warmUp(numerator, plan);
    warmUp(denominator, plan);
    double[] above = new double[plan.windows()];
    double[] below = new double[plan.windows()];
    for (int i = 0; i < plan.windows(); i++) {
      pause(numerator, denominator);
      above[i] = numerator.measure(plan.milliseconds());
      pause(numerator, denominator);
      below[i] = denominator.measure(plan.milliseconds());
    }
    return new Windows(above, below);
  }

  /** Several windows, for the compiler may stop at a better version only after the first. */
  private static void warmUp(Side side, Plan plan) {
    for (int i = 0; i < 10; i++) {
      side.measure(plan.warmupMilliseconds() / 10.0);
    }
  }

  /** Threads of the other process may still spin for a few milliseconds after their work. */
  private static void pause(Side one, Side other) {
    if (one.probe() != other.probe()) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted between two windows", e);
      }
    }
  }

  /** The ratio of the best windows: what the code can do when nothing disturbs it. */
  public double ratioOfMinima() {
    return Arrays.stream(numerator).min().orElseThrow()
        / Arrays.stream(denominator).min().orElseThrow();
  }

  /** The median above the line. */
  public double numeratorMedian() {
    return median(numerator);
  }

  /** The median below the line. */
  public double denominatorMedian() {
    return median(denominator);
  }

  /** The middle value, or the mean of the two middle ones. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
