// SPDX-License-Identifier: Apache-2.0
package org.talweg.projection;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.internal.Squares;
import org.talweg.internal.Text;
import org.talweg.internal.Written;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * Keeps weights on a sphere: their Euclidean norm is always the same.
 *
 * <pre>
 * wᵢ ← wᵢ · c / ‖wᵢ‖
 * </pre>
 *
 * <p>wᵢ is a row, which is what belongs to one index of the first dimension, or all of a parameter.
 * A vector is one row. Weights that are all zero have no direction and stay zero. Keras: {@code
 * UnitNorm}, there along the first dimension.
 */
public final class FixedNorm implements Projection, Written {
  private enum Step {
    NORM
  }

  private final boolean byRow;
  private final double norm;

  private FixedNorm(boolean byRow, double norm) {
    this.byRow = byRow;
    this.norm = Checks.positive("the norm", norm);
  }

  /**
   * {@return a sphere for each row}
   *
   * @param norm c, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static FixedNorm perRow(double norm) {
    return new FixedNorm(true, norm);
  }

  /**
   * {@return a sphere for each parameter} Of a matrix the norm is Frobenius'. Parameters are not
   * cut: each is the work of one thread.
   *
   * @param norm c, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static FixedNorm perParameter(double norm) {
    return new FixedNorm(false, norm);
  }

  @Override
  public Loops loops() {
    return new Loops(
        Step.values(),
        numbers -> numbers.set(Step.NORM, norm),
        byRow ? FixedNorm::scaleRows : FixedNorm::scale,
        byRow ? FixedNorm::scaleRows : FixedNorm::scale,
        byRow ? Granularity.ROW : Granularity.PARAMETER);
  }

  private static void scaleRows(FloatChunk c) {
    float[] w = c.value();
    float norm = c.number(Step.NORM);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      Squares.setNorm(w, from, row, norm);
    }
  }

  private static void scale(FloatChunk c) {
    float[] w = c.value();
    float norm = c.number(Step.NORM);
    Squares.setNorm(w, c.from(), c.to() - c.from(), norm);
  }

  private static void scaleRows(DoubleChunk c) {
    double[] w = c.value();
    double norm = c.number(Step.NORM);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      Squares.setNorm(w, from, row, norm);
    }
  }

  private static void scale(DoubleChunk c) {
    double[] w = c.value();
    double norm = c.number(Step.NORM);
    Squares.setNorm(w, c.from(), c.to() - c.from(), norm);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FixedNorm that && byRow == that.byRow && norm == that.norm;
  }

  @Override
  public int hashCode() {
    return Objects.hash(byRow, norm);
  }

  /** {@return as the call that makes it} */
  @Override
  public String toString() {
    return "FixedNorm." + (byRow ? "perRow(" : "perParameter(") + Text.of(norm) + ")";
  }
}
