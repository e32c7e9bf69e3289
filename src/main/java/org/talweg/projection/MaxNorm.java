// SPDX-License-Identifier: Apache-2.0
package org.talweg.projection;

import org.talweg.internal.Checks;
import org.talweg.internal.Squares;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * Keeps the Euclidean norm of each row below a bound.
 *
 * <pre>
 * wᵢ ← wᵢ · min(1, c / ‖wᵢ‖)
 * </pre>
 *
 * <p>wᵢ is what belongs to index i of the first dimension: a unit's weights where outputs come
 * first. A vector is one row. Srivastava et al., "Dropout", JMLR 2014, section 5.1; Keras: {@code
 * MaxNorm}, there along the first dimension.
 *
 * @param bound c, positive
 */
public record MaxNorm(double bound) implements Projection {
  private enum Step {
    BOUND
  }

  /**
   * Checks the bound.
   *
   * @param bound c
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public MaxNorm {
    Checks.positive("the largest norm", bound);
  }

  @Override
  public Loops loops() {
    return new Loops(
        Step.values(),
        numbers -> numbers.set(Step.BOUND, bound),
        MaxNorm::limit,
        MaxNorm::limit,
        Granularity.ROW);
  }

  private static void limit(FloatChunk c) {
    float[] w = c.value();
    float bound = c.number(Step.BOUND);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      Squares.limitNorm(w, from, row, bound);
    }
  }

  private static void limit(DoubleChunk c) {
    double[] w = c.value();
    double bound = c.number(Step.BOUND);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      Squares.limitNorm(w, from, row, bound);
    }
  }
}
