// SPDX-License-Identifier: Apache-2.0
package org.talweg.projection;

import org.talweg.internal.Checks;
import org.talweg.internal.Squares;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * Group lasso by a proximal step, with a group for each row: rows whose norm is small become
 * exactly zero as a whole.
 *
 * <pre>
 * wᵢ ← wᵢ · max(1 − η·λ / ‖wᵢ‖, 0)
 * </pre>
 *
 * <p>η is the learning rate; wᵢ is what belongs to index i of the first dimension, and a vector is
 * one row. With plain gradient descent this minimizes loss + λ·Σ‖wᵢ‖. Yuan and Lin, "Model
 * Selection and Estimation in Regression with Grouped Variables", JRSS B 2006, weight each group by
 * the root of its size: multiply λ by it, as all rows of a parameter have one size. Parikh and
 * Boyd, "Proximal Algorithms", 2014, section 6.5.1.
 *
 * @param lambda λ, zero or positive
 */
public record GroupLasso(double lambda) implements Projection {
  private enum Step {
    THRESHOLD
  }

  /**
   * Checks the number.
   *
   * @param lambda λ
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public GroupLasso {
    Checks.notNegative("lambda", lambda);
  }

  @Override
  public Loops loops() {
    return new Loops(
        Step.values(), this::numbers, GroupLasso::shrink, GroupLasso::shrink, Granularity.ROW);
  }

  private void numbers(ProjectionNumbers numbers) {
    numbers.set(Step.THRESHOLD, numbers.learningRate() * lambda);
  }

  private static void shrink(FloatChunk c) {
    float[] w = c.value();
    float threshold = c.number(Step.THRESHOLD);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      double norm = Squares.norm(w, from, row);
      Squares.scale(w, from, row, norm <= threshold ? 0 : 1 - threshold / norm);
    }
  }

  private static void shrink(DoubleChunk c) {
    double[] w = c.value();
    double threshold = c.number(Step.THRESHOLD);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      double norm = Squares.norm(w, from, row);
      Squares.scale(w, from, row, norm <= threshold ? 0 : 1 - threshold / norm);
    }
  }
}
