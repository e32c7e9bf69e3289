// SPDX-License-Identifier: Apache-2.0
package org.talweg.projection;

import java.util.Objects;
import java.util.function.Consumer;
import org.talweg.internal.Checks;
import org.talweg.internal.Columns;
import org.talweg.internal.Squares;
import org.talweg.internal.Text;
import org.talweg.internal.Written;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * Keeps Euclidean norms of weights at or below a bound.
 *
 * <pre>
 * wᵢ ← wᵢ · min(1, c / ‖wᵢ‖)
 * </pre>
 *
 * <p>wᵢ is a row, a column, or all of a parameter. A row has one index of the first dimension: it
 * holds a unit's weights where outputs come first. A column has one index in each of the other
 * dimensions: it holds a unit's weights where outputs come last. A vector is one row and one
 * column. Srivastava et al., "Dropout", JMLR 2014, section 5.1; Keras: {@code MaxNorm} with its
 * default axis is {@link #perColumn} for a matrix.
 */
public final class MaxNorm implements Projection, Written {
  private enum Step {
    BOUND
  }

  /** The part of a parameter whose norm is taken. */
  private enum Part {
    ROW,
    COLUMN,
    PARAMETER
  }

  private final Part part;
  private final double bound;

  private MaxNorm(Part part, double bound) {
    this.part = part;
    this.bound = Checks.positive("the largest norm", bound);
  }

  /**
   * {@return a bound on the norm of each row}
   *
   * @param bound c, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static MaxNorm perRow(double bound) {
    return new MaxNorm(Part.ROW, bound);
  }

  /**
   * {@return a bound on the norm of each column} Parameters are not cut: each is the work of one
   * thread.
   *
   * @param bound c, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static MaxNorm perColumn(double bound) {
    return new MaxNorm(Part.COLUMN, bound);
  }

  /**
   * {@return a bound on the norm of each parameter} Of a matrix it is the Frobenius norm.
   * Parameters are not cut: each is the work of one thread.
   *
   * @param bound c, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static MaxNorm perParameter(double bound) {
    return new MaxNorm(Part.PARAMETER, bound);
  }

  @Override
  public Loops loops() {
    return switch (part) {
      case ROW -> loops(MaxNorm::limitRows, MaxNorm::limitRows, Granularity.ROW);
      case COLUMN -> loops(MaxNorm::limitColumns, MaxNorm::limitColumns, Granularity.PARAMETER);
      case PARAMETER -> loops(MaxNorm::limit, MaxNorm::limit, Granularity.PARAMETER);
    };
  }

  private Loops loops(
      Consumer<FloatChunk> floats, Consumer<DoubleChunk> doubles, Granularity granularity) {
    return new Loops(
        Step.values(), numbers -> numbers.set(Step.BOUND, bound), floats, doubles, granularity);
  }

  private static void limitRows(FloatChunk c) {
    float[] w = c.value();
    float bound = c.number(Step.BOUND);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      Squares.limitNorm(w, from, row, bound);
    }
  }

  private static void limitColumns(FloatChunk c) {
    float[] w = c.value();
    float bound = c.number(Step.BOUND);
    if (c.shape().rank() < 2) {
      Squares.limitNorm(w, c.from(), c.to() - c.from(), bound);
    } else {
      Columns.limitNorms(w, c.from(), c.to(), c.shape().rowSize(), bound);
    }
  }

  private static void limit(FloatChunk c) {
    float[] w = c.value();
    float bound = c.number(Step.BOUND);
    Squares.limitNorm(w, c.from(), c.to() - c.from(), bound);
  }

  private static void limitRows(DoubleChunk c) {
    double[] w = c.value();
    double bound = c.number(Step.BOUND);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      Squares.limitNorm(w, from, row, bound);
    }
  }

  private static void limitColumns(DoubleChunk c) {
    double[] w = c.value();
    double bound = c.number(Step.BOUND);
    if (c.shape().rank() < 2) {
      Squares.limitNorm(w, c.from(), c.to() - c.from(), bound);
    } else {
      Columns.limitNorms(w, c.from(), c.to(), c.shape().rowSize(), bound);
    }
  }

  private static void limit(DoubleChunk c) {
    double[] w = c.value();
    double bound = c.number(Step.BOUND);
    Squares.limitNorm(w, c.from(), c.to() - c.from(), bound);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaxNorm that && part == that.part && bound == that.bound;
  }

  @Override
  public int hashCode() {
    return Objects.hash(part, bound);
  }

  /** {@return as the call that makes it} */
  @Override
  public String toString() {
    String call =
        switch (part) {
          case ROW -> "perRow";
          case COLUMN -> "perColumn";
          case PARAMETER -> "perParameter";
        };
    return "MaxNorm." + call + "(" + Text.of(bound) + ")";
  }
}
