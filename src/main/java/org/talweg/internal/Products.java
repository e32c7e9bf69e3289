// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * Σ x·y in {@code double}, in the order of {@link Squares}: product i is added to sum i mod 8,
 * those after the last eight to the first.
 */
public final class Products {
  private Products() {}

  /** Σ x·y. */
  public static double of(float[] x, int fromX, float[] y, int fromY, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int to = fromX + count;
    int i = fromX;
    int j = fromY;
    for (; i < to - 7; i += 8, j += 8) {
      s0 += (double) x[i] * y[j];
      s1 += (double) x[i + 1] * y[j + 1];
      s2 += (double) x[i + 2] * y[j + 2];
      s3 += (double) x[i + 3] * y[j + 3];
      s4 += (double) x[i + 4] * y[j + 4];
      s5 += (double) x[i + 5] * y[j + 5];
      s6 += (double) x[i + 6] * y[j + 6];
      s7 += (double) x[i + 7] * y[j + 7];
    }
    for (; i < to; i++, j++) {
      s0 += (double) x[i] * y[j];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Σ x·y. */
  public static double of(double[] x, int fromX, double[] y, int fromY, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int to = fromX + count;
    int i = fromX;
    int j = fromY;
    for (; i < to - 7; i += 8, j += 8) {
      s0 += x[i] * y[j];
      s1 += x[i + 1] * y[j + 1];
      s2 += x[i + 2] * y[j + 2];
      s3 += x[i + 3] * y[j + 3];
      s4 += x[i + 4] * y[j + 4];
      s5 += x[i + 5] * y[j + 5];
      s6 += x[i + 6] * y[j + 6];
      s7 += x[i + 7] * y[j + 7];
    }
    for (; i < to; i++, j++) {
      s0 += x[i] * y[j];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
