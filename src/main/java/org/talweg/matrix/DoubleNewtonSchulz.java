// SPDX-License-Identifier: Apache-2.0
package org.talweg.matrix;

import java.util.Arrays;
import org.talweg.internal.ShortestRun;
import org.talweg.internal.Squares;

/**
 * Brings a matrix near to the orthogonal one that is nearest to it, U·Vᵀ for U·S·Vᵀ, by products
 * alone: an odd polynomial of a matrix is that polynomial of its singular values.
 *
 * <pre>
 * X ← X / (max(‖X‖, least) + added)
 * X ← a·X + (b·A + c·A²)·X,  A = X·Xᵀ     so many times
 * </pre>
 *
 * <p>‖·‖ is Frobenius' norm. A matrix with more rows than columns is transposed meanwhile, so that
 * A is as small as it can be.
 *
 * <p>An instance is the memory for this, and belongs to one thread at a time.
 */
public final class DoubleNewtonSchulz {
  private final DoubleProduct product = new DoubleProduct();
  private double[] matrix = {};
  private double[] other = {};
  private double[] square = {};
  private double[] polynomial = {};
  private int rows;
  private int columns;

  /** The memory for matrices of any size. */
  public DoubleNewtonSchulz() {}

  /**
   * {@return the array to write a matrix to, row by row, and to read its orthogonal one from} It
   * may be longer than the matrix.
   */
  public double[] matrix(int newRows, int newColumns) {
    rows = newRows;
    columns = newColumns;
    int size = rows * columns, least = Math.min(rows, columns) * Math.min(rows, columns);
    matrix = cleared(matrix, size);
    other = cleared(other, size);
    square = cleared(square, least);
    polynomial = cleared(polynomial, least);
    return matrix;
  }

  /** Long enough for a loop, and without what an earlier matrix left behind a short one. */
  private static double[] cleared(double[] array, int size) {
    int length = Math.max(size, ShortestRun.DOUBLES);
    if (array.length < length) {
      return new double[length];
    }
    Arrays.fill(array, size, length, 0);
    return array;
  }

  /**
   * Replaces the matrix.
   *
   * @param least the least norm
   * @param added what is added to the norm
   * @param a by which X is multiplied
   * @param b by which A·X is multiplied
   * @param c by which A²·X is multiplied
   * @param steps how many times
   */
  public void orthogonalize(double least, double added, double a, double b, double c, int steps) {
    int size = rows * columns;
    double norm = Math.sqrt(Squares.of(matrix, 0, size));
    scale(matrix, length(size), Math.max(norm, least) + added);
    if (rows <= columns) {
      iterate(matrix, other, rows, columns, a, b, c, steps);
    } else {
      DoubleProduct.transpose(matrix, other, rows, columns);
      iterate(other, matrix, columns, rows, a, b, c, steps);
      DoubleProduct.transpose(other, matrix, columns, rows);
    }
  }

  private void iterate(
      double[] x, double[] y, int height, int width, double a, double b, double c, int steps) {
    int size = height * width, least = height * height;
    for (int step = 0; step < steps; step++) {
      product.square(x, square, height, width);
      product.square(square, polynomial, height, height);
      combine(polynomial, length(least), c, square, b);
      product.multiply(polynomial, x, y, height, height, width);
      combine(x, length(size), a, y, 1);
    }
  }

  private static int length(int size) {
    return Math.max(size, ShortestRun.DOUBLES);
  }

  private static void scale(double[] x, int length, double divisor) {
    for (int i = 0; i < length; i++) {
      x[i] /= divisor;
    }
  }

  /** x ← factor·x + otherFactor·y. */
  private static void combine(
      double[] x, int length, double factor, double[] y, double otherFactor) {
    for (int i = 0; i < length; i++) {
      x[i] = factor * x[i] + otherFactor * y[i];
    }
  }
}
