package org.talweg.engine;

/** The engine's own loops over {@code float[]}, each simple enough to be vectorized. */
final class FloatKernels {
  private FloatKernels() {}

  /** a ← a + share·(w − a), in the form that does not lose a share near 1: w − a would be −a. */
  static void average(float[] a, float[] w, double share, int from, int to) {
    if (share > 0.5) {
      blend(a, w, (float) (1 - share), (float) share, from, to);
    } else {
      approach(a, w, (float) share, from, to);
    }
  }

  private static void approach(float[] a, float[] w, float share, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += share * (w[i] - a[i]);
    }
  }

  private static void blend(float[] a, float[] w, float old, float share, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = old * a[i] + share * w[i];
    }
  }

  /** a ← w where a is not finite: an average that has seen an infinite weight starts again. */
  static void heal(float[] a, float[] w, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!(Math.abs(a[i]) <= Float.MAX_VALUE)) {
        a[i] = w[i];
      }
    }
  }

  /**
   * Lets numbers near the end of the range vanish: x ← x · min(1, (x/T)²) with T = 2⁻¹²⁰. From T
   * on, x keeps its bits; below, it is zero after a few rounds. Zero, infinity and NaN stay.
   * Without a branch, so it is vectorized.
   */
  static void vanish(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      float ratio = x[i] * 0x1p120f;
      x[i] *= Math.min(1f, ratio * ratio);
    }
  }

  /** x ← min(max(x, −bound), bound). */
  static void clamp(float[] x, float bound, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Math.min(Math.max(x[i], -bound), bound);
    }
  }

  /** x ← factor·x. */
  static void multiply(float[] x, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  /** x ← factor·x over a run of any length; apart from the other, whose loop stays fast. */
  static void multiplyFew(float[] x, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  /** b ← a − b. */
  static void difference(float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      b[i] = a[i] - b[i];
    }
  }
}
