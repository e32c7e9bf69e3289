package org.talweg.training;

/** The engine's own loops over {@code double[]}, each simple enough to be vectorized. */
final class DoubleKernels {
  private DoubleKernels() {}

  /** a ← a + share·(w − a). */
  static void average(double[] a, double[] w, double share, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += share * (w[i] - a[i]);
    }
  }

  /**
   * Lets numbers near the end of the range vanish: x ← x / (1 + (T/x)²) with T = 2⁻⁵⁰⁰. From 2⁻⁴⁷³
   * on, the quotient is 1 and x keeps its bits; below T, x is zero after a few rounds. Zero,
   * infinity and NaN stay. Without a branch, so it is vectorized.
   */
  static void vanish(double[] x, int from, int to) {
    double threshold = 0x1p-500;
    for (int i = from; i < to; i++) {
      double ratio = threshold / x[i];
      x[i] *= 1 / (1 + ratio * ratio);
    }
  }
}
