// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.Arrays;

/**
 * A fit of an exponential and three bells to 65 values: Moré, Garbow, Hillstrom 1981, problem 19.
 */
final class Osborne2 {
  private static final double[] Y = {
    1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608,
    0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661,
    0.612, 0.558, 0.533, 0.495, 0.5, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429,
    0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597,
    0.625, 0.739, 0.71, 0.729, 0.72, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054
  };

  private Osborne2() {}

  /** Σ (yᵢ − (x₁ e^(−t x₅) + Σₖ xₖ e^(−(t − x₇₊ₖ)² x₄₊ₖ)))², k = 2 … 4, t = (i − 1)/10. */
  static double evaluate(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 0; i < Y.length; i++) {
      double t = i / 10.0;
      double decay = StrictMath.exp(-t * x[4]);
      double r = Y[i] - x[0] * decay;
      for (int k = 1; k <= 3; k++) {
        r -= x[k] * bell(x, k, t);
      }
      g[0] -= 2 * r * decay;
      g[4] += 2 * r * x[0] * t * decay;
      for (int k = 1; k <= 3; k++) {
        double d = t - x[7 + k];
        double e = bell(x, k, t);
        g[k] -= 2 * r * e;
        g[4 + k] += 2 * r * x[k] * d * d * e;
        g[7 + k] -= 4 * r * x[k] * x[4 + k] * d * e;
      }
      f += r * r;
    }
    return f;
  }

  private static double bell(double[] x, int k, double t) {
    double d = t - x[7 + k];
    return StrictMath.exp(-d * d * x[4 + k]);
  }
}
