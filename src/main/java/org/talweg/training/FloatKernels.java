package org.talweg.training;

/** The engine's own loops over {@code float[]}, each simple enough to be vectorized. */
final class FloatKernels {
  private FloatKernels() {}

  /** a ← a + share·(w − a). */
  static void average(float[] a, float[] w, float share, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += share * (w[i] - a[i]);
    }
  }

  /**
   * Lets numbers near the end of the range vanish: x ← x · min(1, (x/T)²) with T = 2⁻¹⁰⁰. From T
   * on, x keeps its bits; below, it is zero after a few rounds. Zero, infinity and NaN stay.
   * Without a branch, so it is vectorized.
   */
  static void vanish(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      float ratio = x[i] * 0x1p100f;
      x[i] *= Math.min(1f, ratio * ratio);
    }
  }
}
