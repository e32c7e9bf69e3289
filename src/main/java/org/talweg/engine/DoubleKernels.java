// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import org.talweg.internal.Masks;
import org.talweg.internal.Signs;

/** The engine's own loops over {@code double[]}, each simple enough to be vectorized. */
final class DoubleKernels {
  private DoubleKernels() {}

  /** a ← a + share·(w − a), in the form that does not lose a share near 1: w − a would be −a. */
  static void average(double[] a, double[] w, double share, int from, int to) {
    if (share > 0.5) {
      blend(a, w, (1 - share), share, from, to);
    } else {
      approach(a, w, share, from, to);
    }
  }

  private static void approach(double[] a, double[] w, double share, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += share * (w[i] - a[i]);
    }
  }

  private static void blend(double[] a, double[] w, double old, double share, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = old * a[i] + share * w[i];
    }
  }

  /** a ← w where a is not finite: an average that has seen an infinite weight starts again. */
  static void heal(double[] a, double[] w, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!(Math.abs(a[i]) <= Double.MAX_VALUE)) {
        a[i] = w[i];
      }
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

  /** x ← factor·x. */
  static void multiply(double[] x, double factor, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  /** x ← factor·x over a run of any length; apart from the other, whose loop stays fast. */
  static void multiplyFew(double[] x, double factor, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  /** g ← (|w| + offset)·g over the first elements. */
  static void weigh(double[] g, double[] w, double offset, int count) {
    for (int i = 0; i < count; i++) {
      g[i] *= Math.abs(w[i]) + offset;
    }
  }

  /** a ← a + weight·g. */
  static void add(double[] a, double[] g, double weight, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += weight * g[i];
    }
  }

  /** a ← a + weight·g over a run of any length; apart from the other, whose loop stays fast. */
  static void addFew(double[] a, double[] g, double weight, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += weight * g[i];
    }
  }

  /** c ← a − b. */
  static void difference(double[] a, double[] b, double[] c, int from, int to) {
    for (int i = from; i < to; i++) {
      c[i] = a[i] - b[i];
    }
  }

  /** g ← scale·g + l2·w: gradients as a rule's loop would see them. */
  static void fold(double[] g, double[] w, double scale, double l2, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
    }
  }

  /** d ← d − decay·w: where a rule would find zeros, it adds its change to that of decay. */
  static void decay(double[] d, double[] w, double decay, int from, int to) {
    for (int i = from; i < to; i++) {
      d[i] -= decay * w[i];
    }
  }

  /** The same where d does not move w away from zero. The sign, as a product may vanish. */
  static void cautiousDecay(double[] d, double[] w, double decay, int from, int to) {
    for (int i = from; i < to; i++) {
      double weight = w[i];
      double change = d[i];
      double outwards = Math.copySign(1.0, weight) * change;
      d[i] = change - Masks.unlessPositive(outwards, decay * weight);
    }
  }

  /** d where it goes against the gradient's sign, as descent does, and zero elsewhere. */
  static void mask(double[] d, double[] g, double sign, int from, int to) {
    for (int i = from; i < to; i++) {
      double change = d[i];
      d[i] = Masks.ifPositive(-sign * Math.copySign(1, change) * g[i], change);
    }
  }

  /** d ← −|d|·sign(g). */
  static void turn(double[] d, double[] g, double sign, int from, int to) {
    for (int i = from; i < to; i++) {
      d[i] = Signs.times(Math.abs(d[i]), -sign * g[i]);
    }
  }

  /** How many are not zero. */
  static int countNonZero(double[] d, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += d[i] == 0 ? 0 : 1;
    }
    return count;
  }

  /** w ← w + factor·d − decay·w. */
  static void apply(double[] w, double[] d, double factor, double decay, int from, int to) {
    for (int i = from; i < to; i++) {
      double weight = w[i];
      w[i] = decay == 0 ? weight + factor * d[i] : weight - (decay * weight - factor * d[i]);
    }
  }

  /** b ← a − b, each with an index of its own. */
  static void subtractFrom(double[] a, int from, double[] b, int at, int count) {
    for (int i = 0; i < count; i++) {
      b[at + i] = a[from + i] - b[at + i];
    }
  }

  /** How many elements are zero. */
  static int zeros(double[] x, int from, int to) {
    int zeros = 0;
    for (int i = from; i < to; i++) {
      zeros += x[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** Where the first element is that is not finite, counted from the first; −1 if there is none. */
  static int firstNonFinite(double[] x, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(x[from + i])) {
        return i;
      }
    }
    return -1;
  }

  /** scale·x, each product rounded once, in an array of its own with the same index. */
  static double[] scaledCopy(double[] x, double scale, int from, int to) {
    double[] copy = new double[to];
    for (int i = from; i < to; i++) {
      double product = scale * x[i];
      copy[i] = product;
    }
    return copy;
  }
}
