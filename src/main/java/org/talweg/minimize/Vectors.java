package org.talweg.minimize;

import org.talweg.internal.ShortestRun;

/**
 * Arithmetic on vectors of one length. A sum is made of sums over blocks at fixed places, added in
 * their order, so that it has the same bits for any number of threads.
 */
final class Vectors {
  private static final int BLOCK = 4096;

  private final int size;

  Vectors(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  /** Σ xᵢ·yᵢ. */
  double dot(double[] x, double[] y) {
    double sum = 0;
    for (int from = 0; from < size; from += BLOCK) {
      sum += dot(x, y, from, Math.min(size, from + BLOCK));
    }
    return sum;
  }

  /** Σ wᵢ·|xᵢ|. */
  double weightedMagnitudes(double[] weights, double[] x) {
    double total = 0;
    for (int from = 0; from < size; from += BLOCK) {
      double sum = 0;
      for (int i = from; i < Math.min(size, from + BLOCK); i++) {
        sum += weights[i] * Math.abs(x[i]);
      }
      total += sum;
    }
    return total;
  }

  /** max |xᵢ|, NaN if an element is. */
  double largest(double[] x) {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    return largest;
  }

  /** The sum of all bits, to tell whether an element was changed. */
  long fingerprint(double[] x) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Double.doubleToRawLongBits(x[i]);
    }
    return sum;
  }

  /** out ← a·x + b·y, where out may be x or y. */
  void combine(double a, double[] x, double b, double[] y, double[] out) {
    for (int from = 0; from < size; from += BLOCK) {
      combine(a, x, b, y, out, from, Math.min(size, from + BLOCK));
    }
  }

  /** out ← a·x, where out may be x. */
  void scale(double a, double[] x, double[] out) {
    combine(a, x, 0, x, out);
  }

  /** out ← x. */
  void copy(double[] x, double[] out) {
    System.arraycopy(x, 0, out, 0, size);
  }

  private static void combine(
      double a, double[] x, double b, double[] y, double[] out, int from, int to) {
    if (to - from < ShortestRun.DOUBLES) {
      combineFew(a, x, b, y, out, from, to);
    } else {
      combineMany(a, x, b, y, out, from, to);
    }
  }

  private static void combineMany(
      double a, double[] x, double b, double[] y, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a * x[i] + b * y[i];
    }
  }

  /** The same loop, compiled apart: HotSpot unrolls a loop by the lengths that it has seen. */
  private static void combineFew(
      double a, double[] x, double b, double[] y, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a * x[i] + b * y[i];
    }
  }

  /** Element i is added to sum i mod 8, those after the last eight to the first. */
  private static double dot(double[] x, double[] y, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i < to - 7; i += 8) {
      s0 += x[i] * y[i];
      s1 += x[i + 1] * y[i + 1];
      s2 += x[i + 2] * y[i + 2];
      s3 += x[i + 3] * y[i + 3];
      s4 += x[i + 4] * y[i + 4];
      s5 += x[i + 5] * y[i + 5];
      s6 += x[i + 6] * y[i + 6];
      s7 += x[i + 7] * y[i + 7];
    }
    for (; i < to; i++) {
      s0 += x[i] * y[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
