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
   * Lets numbers near the end of the range vanish: x ← x / (1 + (T/x)²) with T = 2⁻¹⁰⁰. From 2⁻⁸⁸
   * on, the quotient is 1 and x keeps its bits; below T, x is zero after a few rounds. Zero,
   * infinity and NaN stay. Without a branch, so it is vectorized.
   */
  static void vanish(float[] x, int from, int to) {
    float threshold = 0x1p-100f;
    for (int i = from; i < to; i++) {
      float ratio = threshold / x[i];
      x[i] *= 1 / (1 + ratio * ratio);
    }
  }
}
