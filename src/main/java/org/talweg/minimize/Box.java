// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** The bounds of one search: what they admit, and what they leave of a gradient. */
final class Box {
  final double[] lower;
  final double[] upper;
  private final boolean finite;
  private final boolean unbounded;

  Box(Bounds bounds, int size) {
    lower = bounds.lower(size);
    upper = bounds.upper(size);
    boolean all = true;
    boolean none = true;
    for (int i = 0; i < size; i++) {
      boolean below = lower[i] > Double.NEGATIVE_INFINITY;
      boolean above = upper[i] < Double.POSITIVE_INFINITY;
      all &= below && above;
      none &= !below && !above;
    }
    finite = all;
    unbounded = none;
  }

  /** Whether every variable has two bounds. */
  boolean isFinite() {
    return finite;
  }

  /** Whether no variable has any. */
  boolean isUnbounded() {
    return unbounded;
  }

  double project(int i, double x) {
    return Math.min(Math.max(x, lower[i]), upper[i]);
  }

  /** Moves a point inside; whether it was outside. */
  boolean project(double[] x) {
    boolean outside = false;
    for (int i = 0; i < x.length; i++) {
      double projected = project(i, x[i]);
      outside |= projected != x[i];
      x[i] = projected;
    }
    return outside;
  }

  /** max |P(x − g) − x|, where P projects; NaN if the gradient is not finite. */
  double projectedGradient(double[] x, double[] g) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      // Without the rounding of x − g.
      double step = Math.min(Math.max(-g[i], lower[i] - x[i]), upper[i] - x[i]);
      largest = Math.max(largest, Math.abs(step) + 0 * g[i]);
    }
    return largest;
  }

  /** The longest step along a direction that stays inside, at most {@code most}. */
  double longestStep(double[] x, double[] direction, double most) {
    double longest = most;
    for (int i = 0; i < x.length; i++) {
      double d = direction[i];
      double room = d > 0 ? upper[i] - x[i] : lower[i] - x[i];
      if (d != 0 && room / d < longest) {
        longest = room / d;
      }
    }
    return longest;
  }
}
