// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.Arrays;

/** Σ |x| and max |x|, with four sums or maxima under way, and whether all is zero. */
final class Magnitudes {
  private Magnitudes() {}

  /** Σ |x|. */
  static double sum(float[] x, int from, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int to = from + count;
    int i = from;
    for (; i < to - 3; i += 4) {
      s0 += Math.abs(x[i]);
      s1 += Math.abs(x[i + 1]);
      s2 += Math.abs(x[i + 2]);
      s3 += Math.abs(x[i + 3]);
    }
    for (; i < to; i++) {
      s0 += Math.abs(x[i]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Σ |x|. */
  static double sum(double[] x, int from, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int to = from + count;
    int i = from;
    for (; i < to - 3; i += 4) {
      s0 += Math.abs(x[i]);
      s1 += Math.abs(x[i + 1]);
      s2 += Math.abs(x[i + 2]);
      s3 += Math.abs(x[i + 3]);
    }
    for (; i < to; i++) {
      s0 += Math.abs(x[i]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * max |x|. Without their signs, the bits of numbers have the order of the numbers; infinity comes
   * after them, and NaN last.
   */
  static double largest(float[] x, int from, int count) {
    if (isZero(x, from, count)) {
      return 0;
    }
    int m0 = 0;
    int m1 = 0;
    int m2 = 0;
    int m3 = 0;
    int to = from + count;
    int i = from;
    for (; i < to - 3; i += 4) {
      m0 = Math.max(m0, bits(x[i]));
      m1 = Math.max(m1, bits(x[i + 1]));
      m2 = Math.max(m2, bits(x[i + 2]));
      m3 = Math.max(m3, bits(x[i + 3]));
    }
    for (; i < to; i++) {
      m0 = Math.max(m0, bits(x[i]));
    }
    return Float.intBitsToFloat(Math.max(Math.max(m0, m1), Math.max(m2, m3)));
  }

  /** Whether there are elements and all are zero, of one sign: each is as the one after it. */
  static boolean isZero(float[] x, int from, int count) {
    int last = from + count - 1;
    return count > 0 && x[from] == 0 && Arrays.equals(x, from, last, x, from + 1, last + 1);
  }

  private static int bits(float x) {
    return Float.floatToRawIntBits(x) & Integer.MAX_VALUE;
  }

  /** max |x|. */
  static double largest(double[] x, int from, int count) {
    if (isZero(x, from, count)) {
      return 0;
    }
    long m0 = 0;
    long m1 = 0;
    long m2 = 0;
    long m3 = 0;
    int to = from + count;
    int i = from;
    for (; i < to - 3; i += 4) {
      m0 = Math.max(m0, bits(x[i]));
      m1 = Math.max(m1, bits(x[i + 1]));
      m2 = Math.max(m2, bits(x[i + 2]));
      m3 = Math.max(m3, bits(x[i + 3]));
    }
    for (; i < to; i++) {
      m0 = Math.max(m0, bits(x[i]));
    }
    return Double.longBitsToDouble(Math.max(Math.max(m0, m1), Math.max(m2, m3)));
  }

  /** Whether there are elements and all are zero, of one sign: each is as the one after it. */
  static boolean isZero(double[] x, int from, int count) {
    int last = from + count - 1;
    return count > 0 && x[from] == 0 && Arrays.equals(x, from, last, x, from + 1, last + 1);
  }

  private static long bits(double x) {
    return Double.doubleToRawLongBits(x) & Long.MAX_VALUE;
  }
}
