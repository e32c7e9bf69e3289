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
   * Lets numbers near the end of the range vanish: x ← x · min(1, (x/T)²) with T = 2⁻⁵⁰⁰. From T
   * on, x keeps its bits; below, it is zero after a few rounds. Zero, infinity and NaN stay.
   * Without a branch, so it is vectorized.
   */
  static void vanish(double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      double ratio = x[i] * 0x1p500;
      x[i] *= Math.min(1, ratio * ratio);
    }
  }
}
