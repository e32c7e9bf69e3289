// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import org.talweg.internal.ShortestRun;

/** Loops over elements [from, to) of vectors. */
final class Kernels {
  private Kernels() {}

  /** Element i is added to sum i mod 8, those after the last eight to the first. */
  static double dot(double[] x, double[] y, int from, int to) {
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

  /** Σ xᵢ²·wᵢ. */
  static double squaresTimes(double[] x, double[] w, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      s0 += x[i] * x[i] * w[i];
      s1 += x[i + 1] * x[i + 1] * w[i + 1];
      s2 += x[i + 2] * x[i + 2] * w[i + 2];
      s3 += x[i + 3] * x[i + 3] * w[i + 3];
    }
    for (; i < to; i++) {
      s0 += x[i] * x[i] * w[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Σ xᵢ²/wᵢ. */
  static double squaresOver(double[] x, double[] w, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      s0 += x[i] * x[i] / w[i];
      s1 += x[i + 1] * x[i + 1] / w[i + 1];
      s2 += x[i + 2] * x[i + 2] / w[i + 2];
      s3 += x[i + 3] * x[i + 3] / w[i + 3];
    }
    for (; i < to; i++) {
      s0 += x[i] * x[i] / w[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  static void divide(double[] x, double[] by, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] /= by[i];
    }
  }

  /** b ← max(fit·b + byY·y² − byS·(fit·b·s)², least): see {@link Diagonal}. */
  static void updateDiagonal(
      double[] b,
      double fit,
      double[] y,
      double byY,
      double[] s,
      double byS,
      double least,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double fitted = fit * b[i];
      double along = fitted * s[i];
      b[i] = Math.max(fitted + byY * (y[i] * y[i]) - byS * (along * along), least);
    }
  }

  static double weightedMagnitudes(double[] weights, double[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += weights[i] * Math.abs(x[i]);
    }
    return sum;
  }

  static double largest(double[] x, int from, int to) {
    double l0 = 0;
    double l1 = 0;
    double l2 = 0;
    double l3 = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      l0 = Math.max(l0, Math.abs(x[i]));
      l1 = Math.max(l1, Math.abs(x[i + 1]));
      l2 = Math.max(l2, Math.abs(x[i + 2]));
      l3 = Math.max(l3, Math.abs(x[i + 3]));
    }
    for (; i < to; i++) {
      l0 = Math.max(l0, Math.abs(x[i]));
    }
    return Math.max(Math.max(l0, l1), Math.max(l2, l3));
  }

  /** out ← a·x + b·y, where out may be x or y. */
  static void combine(double a, double[] x, double b, double[] y, double[] out, int from, int to) {
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
}
