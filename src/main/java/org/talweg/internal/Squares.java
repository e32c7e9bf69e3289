// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * Σ x² and Σ x in {@code double}: element i is added to sum i mod 8, those after the last eight to
 * the first. With eight sums under way, no addition waits for the one before it. HotSpot does not
 * turn them into vectors, so how long the blocks have been changes nothing.
 */
public final class Squares {
  private Squares() {}

  /** Σ x², every square exact. */
  public static double of(float[] x, int from, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int to = from + count;
    int i = from;
    for (; i < to - 7; i += 8) {
      s0 += (double) x[i] * x[i];
      s1 += (double) x[i + 1] * x[i + 1];
      s2 += (double) x[i + 2] * x[i + 2];
      s3 += (double) x[i + 3] * x[i + 3];
      s4 += (double) x[i + 4] * x[i + 4];
      s5 += (double) x[i + 5] * x[i + 5];
      s6 += (double) x[i + 6] * x[i + 6];
      s7 += (double) x[i + 7] * x[i + 7];
    }
    for (; i < to; i++) {
      s0 += (double) x[i] * x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Σ x². */
  public static double of(double[] x, int from, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int to = from + count;
    int i = from;
    for (; i < to - 7; i += 8) {
      s0 += x[i] * x[i];
      s1 += x[i + 1] * x[i + 1];
      s2 += x[i + 2] * x[i + 2];
      s3 += x[i + 3] * x[i + 3];
      s4 += x[i + 4] * x[i + 4];
      s5 += x[i + 5] * x[i + 5];
      s6 += x[i + 6] * x[i + 6];
      s7 += x[i + 7] * x[i + 7];
    }
    for (; i < to; i++) {
      s0 += x[i] * x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Σ (scale·x)². */
  public static double of(double[] x, int from, int count, double scale) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int to = from + count;
    int i = from;
    for (; i < to - 7; i += 8) {
      s0 += (scale * x[i]) * (scale * x[i]);
      s1 += (scale * x[i + 1]) * (scale * x[i + 1]);
      s2 += (scale * x[i + 2]) * (scale * x[i + 2]);
      s3 += (scale * x[i + 3]) * (scale * x[i + 3]);
      s4 += (scale * x[i + 4]) * (scale * x[i + 4]);
      s5 += (scale * x[i + 5]) * (scale * x[i + 5]);
      s6 += (scale * x[i + 6]) * (scale * x[i + 6]);
      s7 += (scale * x[i + 7]) * (scale * x[i + 7]);
    }
    for (; i < to; i++) {
      s0 += (scale * x[i]) * (scale * x[i]);
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Σ x, in the same order. */
  public static double sum(float[] x, int from, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int to = from + count;
    int i = from;
    for (; i < to - 7; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < to; i++) {
      s0 += x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Σ x, in the same order. */
  public static double sum(double[] x, int from, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int to = from + count;
    int i = from;
    for (; i < to - 7; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < to; i++) {
      s0 += x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Σ x / count. */
  public static double mean(float[] x, int from, int count) {
    return sum(x, from, count) / count;
  }

  /** √Σ x², which neither overflows nor vanishes where x doesn't. */
  public static double norm(float[] x, int from, int count) {
    return Math.sqrt(of(x, from, count)); // squares of single precision fit double
  }

  /** Σ x / count. */
  public static double mean(double[] x, int from, int count) {
    return sum(x, from, count) / count;
  }

  /** √Σ x², which neither overflows nor vanishes where x doesn't. */
  public static double norm(double[] x, int from, int count) {
    double total = of(x, from, count);
    if (!EuclideanNorm.needsScaling(total)) {
      return Math.sqrt(total);
    }
    double largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    if (largest == 0 || !(largest < Double.POSITIVE_INFINITY)) {
      return largest;
    }
    double scale = EuclideanNorm.scaleFor(largest);
    return EuclideanNorm.of(of(x, from, count, scale), scale);
  }

  /** x ← by·x. */
  public static void scale(float[] x, int from, int count, double by) {
    float factor = (float) by;
    for (int i = from; i < from + count; i++) {
      x[i] *= factor;
    }
  }

  /** Scales elements down to a norm, if theirs is larger. */
  public static void limitNorm(float[] x, int from, int count, double bound) {
    double norm = norm(x, from, count);
    if (norm > bound) {
      scale(x, from, count, bound / norm);
    }
  }

  /** x ← by·x. */
  public static void scale(double[] x, int from, int count, double by) {
    double factor = by;
    for (int i = from; i < from + count; i++) {
      x[i] *= factor;
    }
  }

  /** Scales elements down to a norm, if theirs is larger. */
  public static void limitNorm(double[] x, int from, int count, double bound) {
    double norm = norm(x, from, count);
    if (norm > bound) {
      scale(x, from, count, bound / norm);
    }
  }

  /** Scales elements to a norm; zeros stay. */
  public static void setNorm(float[] x, int from, int count, double target) {
    double norm = norm(x, from, count);
    if (norm == 0) {
      return;
    }
    double by = target / norm;
    if (by <= Float.MAX_VALUE && by >= Float.MIN_NORMAL) {
      scale(x, from, count, by);
    } else { // a factor that has lost its digits
      for (int i = from; i < from + count; i++) {
        x[i] = (float) (x[i] / norm * target);
      }
    }
  }

  /** Scales elements to a norm; zeros stay. */
  public static void setNorm(double[] x, int from, int count, double target) {
    double norm = norm(x, from, count);
    if (norm == 0) {
      return;
    }
    double by = target / norm;
    if (by <= Double.MAX_VALUE && by >= Double.MIN_NORMAL) {
      scale(x, from, count, by);
    } else { // a factor that has lost its digits
      for (int i = from; i < from + count; i++) {
        x[i] = x[i] / norm * target;
      }
    }
  }
}
