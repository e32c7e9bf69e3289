package org.talweg.training;

/** The engine's own loops over {@code float[]}, each simple enough to be vectorized. */
final class FloatKernels {
  private FloatKernels() {}

  /** g ← scale·g. */
  static void scale(float[] g, float scale, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= scale;
    }
  }

  /** g ← scale·g + l2·w. */
  static void scaleAndDecay(float[] g, float[] w, float scale, float l2, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] = scale * g[i] + l2 * w[i];
    }
  }

  /** a ← a + share·(w − a). */
  static void average(float[] a, float[] w, float share, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += share * (w[i] - a[i]);
    }
  }

  /**
   * Rounds subnormal numbers to zero, exactly: next to 2⁻¹⁰² a number below 2⁻¹²⁶ is less than half
   * a unit in the last place. From 2⁻⁷⁷ on, numbers pass unchanged; between, they are rounded to a
   * multiple of 2⁻¹²⁵ at worst.
   */
  static void flushSubnormals(float[] x, int from, int to) {
    float large = 0x1p-102f;
    for (int i = from; i < to; i++) {
      x[i] = (x[i] + large) - large;
    }
  }
}
