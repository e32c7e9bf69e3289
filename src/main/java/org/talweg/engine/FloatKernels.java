// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import org.talweg.internal.Masks;
import org.talweg.internal.Signs;

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

  /** g ← (|w| + offset)·g over the first elements. */
  static void weigh(float[] g, float[] w, float offset, int count) {
    for (int i = 0; i < count; i++) {
      g[i] *= Math.abs(w[i]) + offset;
    }
  }

  /** a ← a + weight·g. */
  static void add(float[] a, float[] g, float weight, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += weight * g[i];
    }
  }

  /** a ← a + weight·g over a run of any length; apart from the other, whose loop stays fast. */
  static void addFew(float[] a, float[] g, float weight, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += weight * g[i];
    }
  }

  /** c ← a − b. */
  static void difference(float[] a, float[] b, float[] c, int from, int to) {
    for (int i = from; i < to; i++) {
      c[i] = a[i] - b[i];
    }
  }

  /** g ← scale·g + l2·w: gradients as a rule's loop would see them. */
  static void fold(float[] g, float[] w, float scale, float l2, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
    }
  }

  /** d ← d − decay·w: where a rule would find zeros, it adds its change to that of decay. */
  static void decay(float[] d, float[] w, float decay, int from, int to) {
    for (int i = from; i < to; i++) {
      d[i] -= decay * w[i];
    }
  }

  /** The same where d does not move w away from zero. The sign, as a product may vanish. */
  static void cautiousDecay(float[] d, float[] w, float decay, int from, int to) {
    for (int i = from; i < to; i++) {
      float weight = w[i];
      float change = d[i];
      float outwards = Math.copySign(1f, weight) * change;
      d[i] = change - Masks.unlessPositive(outwards, decay * weight);
    }
  }

  /** d where it goes against the gradient's sign, as descent does, and zero elsewhere. */
  static void mask(float[] d, float[] g, float sign, int from, int to) {
    for (int i = from; i < to; i++) {
      float change = d[i];
      d[i] = Masks.ifPositive(-sign * Math.copySign(1f, change) * g[i], change);
    }
  }

  /** d ← −|d|·sign(g). */
  static void turn(float[] d, float[] g, float sign, int from, int to) {
    for (int i = from; i < to; i++) {
      d[i] = Signs.times(Math.abs(d[i]), -sign * g[i]);
    }
  }

  /** How many are not zero. */
  static int countNonZero(float[] d, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += d[i] == 0 ? 0 : 1;
    }
    return count;
  }

  /** w ← w + factor·d − decay·w. */
  static void apply(float[] w, float[] d, float factor, float decay, int from, int to) {
    for (int i = from; i < to; i++) {
      float weight = w[i];
      w[i] = decay == 0 ? weight + factor * d[i] : weight - (decay * weight - factor * d[i]);
    }
  }

  /** b ← a − b, each with an index of its own. */
  static void subtractFrom(float[] a, int from, float[] b, int at, int count) {
    for (int i = 0; i < count; i++) {
      b[at + i] = a[from + i] - b[at + i];
    }
  }

  /** How many elements are zero. */
  static int zeros(float[] x, int from, int to) {
    int zeros = 0;
    for (int i = from; i < to; i++) {
      zeros += x[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** Where the first element is that is not finite, counted from the first; −1 if there is none. */
  static int firstNonFinite(float[] x, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(x[from + i])) {
        return i;
      }
    }
    return -1;
  }

  /** scale·x, each product rounded once, in an array of its own with the same index. */
  static float[] scaledCopy(float[] x, double scale, int from, int to) {
    float[] copy = new float[to];
    for (int i = from; i < to; i++) {
      double product = scale * x[i];
      copy[i] = (float) product;
    }
    return copy;
  }
}
