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
public final class FloatNewtonSchulz {
  private final FloatProduct product = new FloatProduct();
  private float[] matrix = {};
  private float[] other = {};
  private float[] square = {};
  private float[] polynomial = {};
  private int rows;
  private int columns;

  /** The memory for matrices of any size. */
  public FloatNewtonSchulz() {}

  /**
   * {@return the array to write a matrix to, row by row, and to read its orthogonal one from} It
   * may be longer than the matrix.
   */
  public float[] matrix(int newRows, int newColumns) {
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
  private static float[] cleared(float[] array, int size) {
    int length = Math.max(size, ShortestRun.FLOATS);
    if (array.length < length) {
      return new float[length];
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
  public void orthogonalize(float least, float added, float a, float b, float c, int steps) {
    int size = rows * columns;
    float norm = (float) Math.sqrt(Squares.of(matrix, 0, size));
    scale(matrix, length(size), Math.max(norm, least) + added);
    if (rows <= columns) {
      iterate(matrix, other, rows, columns, a, b, c, steps);
    } else {
      FloatProduct.transpose(matrix, other, rows, columns);
      iterate(other, matrix, columns, rows, a, b, c, steps);
      FloatProduct.transpose(other, matrix, columns, rows);
    }
  }

  private void iterate(
      float[] x, float[] y, int height, int width, float a, float b, float c, int steps) {
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
    return Math.max(size, ShortestRun.FLOATS);
  }

  private static void scale(float[] x, int length, float divisor) {
    for (int i = 0; i < length; i++) {
      x[i] /= divisor;
    }
  }

  /** x ← factor·x + otherFactor·y. */
  private static void combine(float[] x, int length, float factor, float[] y, float otherFactor) {
    for (int i = 0; i < length; i++) {
      x[i] = factor * x[i] + otherFactor * y[i];
    }
  }
}
