// SPDX-License-Identifier: Apache-2.0
package org.talweg.matrix;

import java.util.Arrays;
import org.talweg.internal.ShortestRun;

/**
 * Products of matrices that lie in arrays row by row.
 *
 * <p>Every element of a product is summed over the inner index from first to last, as three plain
 * loops do it, whatever the sizes and however the work is divided: the same bits everywhere.
 *
 * <p>The right factor is copied block by block to where its rows are a constant distance apart, two
 * to an array. Three rows of the product, laid out alike, take both at a time: HotSpot makes
 * vectors of such a loop, and it does twelve operations for eight loads and stores.
 *
 * <p>An instance is the memory for this, and belongs to one thread at a time.
 */
public final class DoubleProduct {
  /** Columns of the largest block: a row of it is 4 kilobytes. */
  private static final int WIDTH = 4096 / Double.BYTES;

  /** Columns of the smallest block, zeros among them. */
  private static final int LEAST_WIDTH = ShortestRun.DOUBLES;

  /** Rows of the right factor in a block; even. */
  private static final int DEPTH = 128;

  /** From row to row: vectors are aligned alike, and rows do not share their lines of the cache. */
  private static final int DISTANCE = WIDTH + 16;

  /** Padding after the rows of an array, so that the next array begins at the same alignment. */
  private static final int GAP = 48 / Double.BYTES;

  /** Rows of the product in one loop, and in the two loops that follow one another. */
  private static final int LOOP = 3;

  private static final int ROWS = 2 * LOOP;

  private static final int TILE = 16;

  /** Elements of a row that are gathered from a column at a time. */
  private static final int LANES = 8;

  private final double[][] block = new double[DEPTH / 2][2 * DISTANCE + GAP];
  private final double[] upper = new double[LOOP * DISTANCE + GAP];
  private final double[] lower = new double[LOOP * DISTANCE + GAP];
  private final double[] factors = new double[ROWS * DEPTH];
  private double[] turned = {};

  /** The memory for products. */
  public DoubleProduct() {}

  /**
   * C = A·B.
   *
   * @param a rows × depth
   * @param b depth × columns
   * @param c rows × columns, overwritten; neither a nor b
   */
  public void multiply(double[] a, double[] b, double[] c, int rows, int depth, int columns) {
    product(a, depth, 1, b, columns, 1, c, rows, depth, columns);
  }

  /**
   * C = A·Bᵀ.
   *
   * @param a rows × depth
   * @param b columns × depth
   * @param c rows × columns, overwritten; neither a nor b
   */
  public void multiplyByTransposed(
      double[] a, double[] b, double[] c, int rows, int depth, int columns) {
    product(a, depth, 1, b, 1, depth, c, rows, depth, columns);
  }

  /**
   * C = Aᵀ·B.
   *
   * @param a depth × rows
   * @param b depth × columns
   * @param c rows × columns, overwritten; neither a nor b
   */
  public void multiplyTransposed(
      double[] a, double[] b, double[] c, int rows, int depth, int columns) {
    product(a, 1, rows, b, columns, 1, c, rows, depth, columns);
  }

  /**
   * C = A·Aᵀ, by one of its triangles.
   *
   * @param a rows × depth
   * @param c rows × rows, overwritten; not a
   */
  public void square(double[] a, double[] c, int rows, int depth) {
    fill(a, depth, 1, a, 1, depth, c, rows, depth, rows, true);
    mirror(c, rows);
  }

  /**
   * C = Aᵀ·A, by one of its triangles.
   *
   * @param a depth × rows
   * @param c rows × rows, overwritten; not a
   */
  public void squareTransposed(double[] a, double[] c, int rows, int depth) {
    fill(a, 1, rows, a, rows, 1, c, rows, depth, rows, true);
    mirror(c, rows);
  }

  /**
   * C = Aᵀ.
   *
   * @param a height × width
   * @param c width × height, overwritten; not a
   */
  public static void transpose(double[] a, double[] c, int height, int width) {
    int i = 0;
    for (; i <= height - LANES; i += LANES) {
      for (int j = 0; j < width; j++) {
        turn(a, i * width + j, width, c, j * height + i);
      }
    }
    for (; i < height; i++) {
      for (int j = 0; j < width; j++) {
        c[j * height + i] = a[i * width + j];
      }
    }
  }

  /** A narrow product of many rows is computed as its transpose, whose loops are long. */
  private void product(
      double[] a,
      int aRow,
      int aDepth,
      double[] b,
      int bDepth,
      int bColumn,
      double[] c,
      int rows,
      int depth,
      int columns) {
    if (columns >= WIDTH / 2 || rows <= columns) {
      fill(a, aRow, aDepth, b, bDepth, bColumn, c, rows, depth, columns, false);
      return;
    }
    if (turned.length < rows * columns) {
      turned = new double[rows * columns];
    }
    fill(b, bColumn, bDepth, a, aDepth, aRow, turned, columns, depth, rows, false);
    transpose(turned, c, columns, rows);
  }

  /** The product, or its lower triangle and some of what is above. */
  private void fill(
      double[] a,
      int aRow,
      int aDepth,
      double[] b,
      int bDepth,
      int bColumn,
      double[] c,
      int rows,
      int depth,
      int columns,
      boolean triangle) {
    if (depth == 0) {
      Arrays.fill(c, 0, rows * columns, 0);
    }
    int blocks = (columns + WIDTH - 1) / WIDTH;
    for (int n = 0; n < blocks; n++) {
      int from = edge(columns, n, blocks), width = edge(columns, n + 1, blocks) - from;
      for (int k = 0; k < depth; k += DEPTH) {
        int count = Math.min(DEPTH, depth - k);
        loadBlock(b, k * bDepth + from * bColumn, bDepth, bColumn, count, width);
        for (int i = triangle ? from / ROWS * ROWS : 0; i < rows; i += ROWS) {
          int height = Math.min(ROWS, rows - i);
          int used = triangle ? Math.min(width, i + height - from) : width;
          loadFactors(a, i * aRow + k * aDepth, aRow, aDepth, height, count);
          load(c, i * columns + from, columns, height, used, k == 0);
          accumulate(height, (count + 1) / 2, padded(used));
          store(c, i * columns + from, columns, height, used);
        }
      }
    }
  }

  /** Where a block begins: all are about equally wide, and all but the last whole tiles. */
  private static int edge(int columns, int n, int blocks) {
    int tiles = (columns + TILE - 1) / TILE;
    return Math.min(columns, (int) ((long) tiles * n / blocks) * TILE);
  }

  /** How long a loop over some columns is: whole tiles, for a rest would be done one by one. */
  private static int padded(int width) {
    return Math.max(LEAST_WIDTH, (width + TILE - 1) / TILE * TILE);
  }

  private void loadBlock(double[] b, int first, int bDepth, int bColumn, int count, int width) {
    int length = padded(width);
    for (int k = 0; k < count; k += 2) {
      double[] pair = block[k / 2];
      Arrays.fill(pair, width, length, 0);
      Arrays.fill(pair, DISTANCE + (k + 1 < count ? width : 0), DISTANCE + length, 0);
    }
    if (bColumn != 1) {
      turnBlock(b, first, bColumn, count, width);
      return;
    }
    for (int k = 0; k < count; k++) {
      System.arraycopy(b, first + k * bDepth, block[k / 2], k % 2 * DISTANCE, width);
    }
  }

  /** The same where what becomes a row is a column. */
  private void turnBlock(double[] b, int first, int bColumn, int count, int width) {
    int j = 0;
    for (; j <= width - LANES; j += LANES) {
      int at = first + j * bColumn;
      for (int k = 0; k < count / 2; k++) {
        turn(b, at + 2 * k, bColumn, block[k], j);
        turn(b, at + 2 * k + 1, bColumn, block[k], DISTANCE + j);
      }
      if (count % 2 != 0) {
        turn(b, at + count - 1, bColumn, block[count / 2], j);
      }
    }
    for (; j < width; j++) {
      for (int k = 0; k < count; k++) {
        block[k / 2][k % 2 * DISTANCE + j] = b[first + j * bColumn + k];
      }
    }
  }

  private static void turn(double[] b, int from, int step, double[] row, int to) {
    row[to] = b[from];
    row[to + 1] = b[from + step];
    row[to + 2] = b[from + 2 * step];
    row[to + 3] = b[from + 3 * step];
    row[to + 4] = b[from + 4 * step];
    row[to + 5] = b[from + 5 * step];
    row[to + 6] = b[from + 6 * step];
    row[to + 7] = b[from + 7 * step];
  }

  /** In the order in which they are needed; zero for rows and depth that are not there. */
  private void loadFactors(double[] a, int first, int aRow, int aDepth, int height, int count) {
    if (height < ROWS || count % 2 != 0) {
      Arrays.fill(factors, 0, (count + 1) / 2 * 2 * ROWS, 0);
    }
    for (int k = 0; k < count; k++) {
      for (int r = 0, source = first + k * aDepth; r < height; r++, source += aRow) {
        factors[k * ROWS + r] = a[source];
      }
    }
  }

  private void load(double[] c, int first, int step, int height, int width, boolean fresh) {
    for (int r = 0; r < height; r++) {
      double[] rows = r < LOOP ? upper : lower;
      int shift = r % LOOP * DISTANCE;
      if (fresh) {
        Arrays.fill(rows, shift, shift + width, 0);
      } else {
        System.arraycopy(c, first + r * step, rows, shift, width);
      }
      Arrays.fill(rows, shift + width, shift + padded(width), 0);
    }
  }

  private void store(double[] c, int first, int step, int height, int width) {
    for (int r = 0; r < height; r++) {
      double[] rows = r < LOOP ? upper : lower;
      System.arraycopy(rows, r % LOOP * DISTANCE, c, first + r * step, width);
    }
  }

  private void accumulate(int height, int pairs, int length) {
    double[] f = factors;
    for (int k = 0, q = 0; k < pairs; k++, q += 2 * ROWS) {
      double[] b = block[k];
      add(
          upper,
          b,
          length,
          f[q],
          f[q + 1],
          f[q + 2],
          f[q + ROWS],
          f[q + ROWS + 1],
          f[q + ROWS + 2]);
      if (height > LOOP) {
        add(
            lower,
            b,
            length,
            f[q + 3],
            f[q + 4],
            f[q + 5],
            f[q + ROWS + 3],
            f[q + ROWS + 4],
            f[q + ROWS + 5]);
      }
    }
  }

  /** Three rows of the product take two of the right factor. */
  private static void add(
      double[] c,
      double[] b,
      int length,
      double a0,
      double a1,
      double a2,
      double b0,
      double b1,
      double b2) {
    for (int j = 0; j < length; j++) {
      double x = b[j];
      double y = b[j + DISTANCE];
      c[j] = c[j] + a0 * x + b0 * y;
      c[j + DISTANCE] = c[j + DISTANCE] + a1 * x + b1 * y;
      c[j + 2 * DISTANCE] = c[j + 2 * DISTANCE] + a2 * x + b2 * y;
    }
  }

  private static void mirror(double[] c, int rows) {
    for (int i0 = 0; i0 < rows; i0 += TILE) {
      for (int j0 = 0; j0 <= i0; j0 += TILE) {
        for (int i = i0, iTo = Math.min(i0 + TILE, rows); i < iTo; i++) {
          for (int j = j0, jTo = Math.min(j0 + TILE, i); j < jTo; j++) {
            c[j * rows + i] = c[i * rows + j];
          }
        }
      }
    }
  }
}
