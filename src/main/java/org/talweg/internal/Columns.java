// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * Norms of the columns of a matrix whose rows follow each other, and bounds on them. Eight columns
 * that stand side by side go together, so that memory is read as it lies.
 */
public final class Columns {
  private static final int LANES = 8;

  private Columns() {}

  /** Scales each column down to a norm, if its own is larger. */
  public static void limitNorms(float[] x, int from, int to, int columns, double bound) {
    int column = 0;
    for (; column <= columns - LANES; column += LANES) {
      scaleEight(x, from + column, to, columns, bound);
    }
    for (; column < columns; column++) {
      double by = factor(norm(x, from + column, to, columns), bound);
      if (by != 1) {
        scaleOne(x, from + column, to, columns, (float) by);
      }
    }
  }

  private static double factor(double norm, double bound) {
    return norm > bound ? bound / norm : 1;
  }

  private static void scaleEight(float[] x, int from, int to, int stride, double bound) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = from; i < to; i += stride) {
      s0 += (double) x[i] * x[i];
      s1 += (double) x[i + 1] * x[i + 1];
      s2 += (double) x[i + 2] * x[i + 2];
      s3 += (double) x[i + 3] * x[i + 3];
      s4 += (double) x[i + 4] * x[i + 4];
      s5 += (double) x[i + 5] * x[i + 5];
      s6 += (double) x[i + 6] * x[i + 6];
      s7 += (double) x[i + 7] * x[i + 7];
    }
    float f0 = (float) factor(norm(s0, x, from + 0, to, stride), bound);
    float f1 = (float) factor(norm(s1, x, from + 1, to, stride), bound);
    float f2 = (float) factor(norm(s2, x, from + 2, to, stride), bound);
    float f3 = (float) factor(norm(s3, x, from + 3, to, stride), bound);
    float f4 = (float) factor(norm(s4, x, from + 4, to, stride), bound);
    float f5 = (float) factor(norm(s5, x, from + 5, to, stride), bound);
    float f6 = (float) factor(norm(s6, x, from + 6, to, stride), bound);
    float f7 = (float) factor(norm(s7, x, from + 7, to, stride), bound);
    boolean none = f0 == 1 && f1 == 1 && f2 == 1 && f3 == 1;
    if (none && f4 == 1 && f5 == 1 && f6 == 1 && f7 == 1) {
      return;
    }
    for (int i = from; i < to; i += stride) {
      x[i] *= f0;
      x[i + 1] *= f1;
      x[i + 2] *= f2;
      x[i + 3] *= f3;
      x[i + 4] *= f4;
      x[i + 5] *= f5;
      x[i + 6] *= f6;
      x[i + 7] *= f7;
    }
  }

  private static double norm(double squares, float[] x, int from, int to, int stride) {
    return EuclideanNorm.needsScaling(squares) ? norm(x, from, to, stride) : Math.sqrt(squares);
  }

  /** √Σ x² of one column, which neither overflows nor vanishes where x doesn't. */
  private static double norm(float[] x, int from, int to, int stride) {
    double largest = 0;
    for (int i = from; i < to; i += stride) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    if (largest == 0 || !(largest < Double.POSITIVE_INFINITY)) {
      return largest;
    }
    double scale = EuclideanNorm.scaleFor(largest);
    double squares = 0;
    for (int i = from; i < to; i += stride) {
      squares += (scale * x[i]) * (scale * x[i]);
    }
    return EuclideanNorm.of(squares, scale);
  }

  private static void scaleOne(float[] x, int from, int to, int stride, float by) {
    for (int i = from; i < to; i += stride) {
      x[i] *= by;
    }
  }

  /** Scales each column down to a norm, if its own is larger. */
  public static void limitNorms(double[] x, int from, int to, int columns, double bound) {
    int column = 0;
    for (; column <= columns - LANES; column += LANES) {
      scaleEight(x, from + column, to, columns, bound);
    }
    for (; column < columns; column++) {
      double by = factor(norm(x, from + column, to, columns), bound);
      if (by != 1) {
        scaleOne(x, from + column, to, columns, by);
      }
    }
  }

  private static void scaleEight(double[] x, int from, int to, int stride, double bound) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = from; i < to; i += stride) {
      s0 += x[i] * x[i];
      s1 += x[i + 1] * x[i + 1];
      s2 += x[i + 2] * x[i + 2];
      s3 += x[i + 3] * x[i + 3];
      s4 += x[i + 4] * x[i + 4];
      s5 += x[i + 5] * x[i + 5];
      s6 += x[i + 6] * x[i + 6];
      s7 += x[i + 7] * x[i + 7];
    }
    double f0 = factor(norm(s0, x, from + 0, to, stride), bound);
    double f1 = factor(norm(s1, x, from + 1, to, stride), bound);
    double f2 = factor(norm(s2, x, from + 2, to, stride), bound);
    double f3 = factor(norm(s3, x, from + 3, to, stride), bound);
    double f4 = factor(norm(s4, x, from + 4, to, stride), bound);
    double f5 = factor(norm(s5, x, from + 5, to, stride), bound);
    double f6 = factor(norm(s6, x, from + 6, to, stride), bound);
    double f7 = factor(norm(s7, x, from + 7, to, stride), bound);
    boolean none = f0 == 1 && f1 == 1 && f2 == 1 && f3 == 1;
    if (none && f4 == 1 && f5 == 1 && f6 == 1 && f7 == 1) {
      return;
    }
    for (int i = from; i < to; i += stride) {
      x[i] *= f0;
      x[i + 1] *= f1;
      x[i + 2] *= f2;
      x[i + 3] *= f3;
      x[i + 4] *= f4;
      x[i + 5] *= f5;
      x[i + 6] *= f6;
      x[i + 7] *= f7;
    }
  }

  private static double norm(double squares, double[] x, int from, int to, int stride) {
    return EuclideanNorm.needsScaling(squares) ? norm(x, from, to, stride) : Math.sqrt(squares);
  }

  /** √Σ x² of one column, which neither overflows nor vanishes where x doesn't. */
  private static double norm(double[] x, int from, int to, int stride) {
    double largest = 0;
    for (int i = from; i < to; i += stride) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    if (largest == 0 || !(largest < Double.POSITIVE_INFINITY)) {
      return largest;
    }
    double scale = EuclideanNorm.scaleFor(largest);
    double squares = 0;
    for (int i = from; i < to; i += stride) {
      squares += (scale * x[i]) * (scale * x[i]);
    }
    return EuclideanNorm.of(squares, scale);
  }

  private static void scaleOne(double[] x, int from, int to, int stride, double by) {
    for (int i = from; i < to; i += stride) {
      x[i] *= by;
    }
  }
}
