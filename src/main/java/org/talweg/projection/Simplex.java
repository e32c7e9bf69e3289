// SPDX-License-Identifier: Apache-2.0
package org.talweg.projection;

import org.talweg.internal.Checks;
import org.talweg.internal.Thresholds;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * Keeps each row in a simplex: no weight is negative, and they add up to a given sum. With a sum of
 * 1 they are probabilities.
 *
 * <pre>
 * w ← max(w − θ, 0), with the θ for which Σ max(w − θ, 0) = z
 * </pre>
 *
 * <p>This is the nearest point of the simplex. A row is what belongs to one index of the first
 * dimension; a vector is one row. The sum is z but for rounding. Michelot, "A Finite Algorithm for
 * Finding the Projection of a Point onto the Canonical Simplex of ℝⁿ", J. Optim. Theory Appl. 1986;
 * Duchi et al., "Efficient Projections onto the ℓ₁-Ball for Learning in High Dimensions", ICML
 * 2008.
 *
 * @param sum z, positive
 */
public record Simplex(double sum) implements Projection {
  private enum Step {
    SUM
  }

  /**
   * Checks the sum.
   *
   * @param sum z
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Simplex {
    Checks.positive("the sum", sum);
  }

  /** {@return the simplex of probabilities, which add up to 1} */
  public static Simplex ofProbabilities() {
    return new Simplex(1);
  }

  @Override
  public Loops loops() {
    return new Loops(
        Step.values(),
        numbers -> numbers.set(Step.SUM, sum),
        Simplex::project,
        Simplex::project,
        Granularity.ROW);
  }

  private static void project(FloatChunk c) {
    float[] w = c.value();
    double sum = c.number(Step.SUM);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      float threshold = (float) Thresholds.of(w, from, row, sum);
      for (int i = from; i < from + row; i++) {
        w[i] = Math.max(w[i] - threshold, 0);
      }
    }
  }

  private static void project(DoubleChunk c) {
    double[] w = c.value();
    double sum = c.number(Step.SUM);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      double threshold = Thresholds.of(w, from, row, sum);
      for (int i = from; i < from + row; i++) {
        w[i] = Math.max(w[i] - threshold, 0);
      }
    }
  }
}
