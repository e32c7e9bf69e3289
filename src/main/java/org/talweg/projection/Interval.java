// SPDX-License-Identifier: Apache-2.0
package org.talweg.projection;

import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * Keeps every weight in an interval.
 *
 * <pre>
 * w ← min(max(w, a), b)
 * </pre>
 *
 * <p>Keras: {@code NonNeg} is {@link #nonNegative}.
 *
 * @param least a, not NaN; negative infinity for none
 * @param largest b, not NaN, at least a; infinity for none
 */
public record Interval(double least, double largest) implements Projection {
  private enum Step {
    LEAST,
    LARGEST
  }

  /**
   * Checks the bounds.
   *
   * @param least a
   * @param largest b
   * @throws IllegalArgumentException if one is NaN, or a is above b
   */
  public Interval {
    if (!(least <= largest)) {
      throw new IllegalArgumentException(
          "the least weight must be at most the largest, but they were "
              + least
              + " and "
              + largest);
    }
  }

  /** {@return the weights that are not negative} */
  public static Interval nonNegative() {
    return new Interval(0, Double.POSITIVE_INFINITY);
  }

  @Override
  public Loops loops() {
    return new Loops(
        Step.values(), this::numbers, Interval::clamp, Interval::clamp, Granularity.ELEMENT);
  }

  /** Infinity is no number of a step; the largest number bounds as much. */
  private void numbers(ProjectionNumbers numbers) {
    numbers.set(Step.LEAST, Math.max(least, -Double.MAX_VALUE));
    numbers.set(Step.LARGEST, Math.min(largest, Double.MAX_VALUE));
  }

  private static void clamp(FloatChunk c) {
    float[] w = c.value();
    float least = c.number(Step.LEAST), largest = c.number(Step.LARGEST);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      w[i] = Math.min(Math.max(w[i], least), largest);
    }
  }

  private static void clamp(DoubleChunk c) {
    double[] w = c.value();
    double least = c.number(Step.LEAST), largest = c.number(Step.LARGEST);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      w[i] = Math.min(Math.max(w[i], least), largest);
    }
  }
}
