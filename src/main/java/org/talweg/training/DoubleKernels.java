package org.talweg.training;

/** The engine's own loops over {@code double[]}, each simple enough to be vectorized. */
final class DoubleKernels {
  private DoubleKernels() {}

  /** g ← scale·g. */
  static void scale(double[] g, double scale, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= scale;
    }
  }

  /** g ← scale·g + l2·w. */
  static void scaleAndDecay(double[] g, double[] w, double scale, double l2, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] = scale * g[i] + l2 * w[i];
    }
  }

  /** a ← a + share·(w − a). */
  static void average(double[] a, double[] w, double share, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += share * (w[i] - a[i]);
    }
  }

  /**
   * Rounds subnormal numbers to zero, exactly: next to 2⁻⁹⁶⁹ a number below 2⁻¹⁰²² is less than
   * half a unit in the last place. From 2⁻⁹¹⁵ on, numbers pass unchanged.
   */
  static void flushSubnormals(double[] x, int from, int to) {
    double large = 0x1p-969;
    for (int i = from; i < to; i++) {
      x[i] = (x[i] + large) - large;
    }
  }
}
