// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.Arrays;

/** Functions for any n that are no sums of squared residuals, most of them from CUTE (1995). */
final class LargeFunctions {
  private LargeFunctions() {}

  /** The first driver of L-BFGS-B: 4 (0.25 (x₁ − 1)² + Σ (xᵢ − xᵢ₋₁²)²). */
  static double driver1Rosenbrock(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double first = x[0] - 1;
    g[0] = 2 * first;
    double f = 0.25 * first * first;
    for (int i = 1; i < x.length; i++) {
      double r = x[i] - x[i - 1] * x[i - 1];
      g[i - 1] -= 16 * r * x[i - 1];
      g[i] += 8 * r;
      f += r * r;
    }
    return 4 * f;
  }

  /** Σ (100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²). */
  static double chainedRosenbrock(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 0; i < x.length - 1; i++) {
      double r = x[i + 1] - x[i] * x[i];
      double s = 1 - x[i];
      g[i] -= 400 * r * x[i] + 2 * s;
      g[i + 1] += 200 * r;
      f += 100 * r * r + s * s;
    }
    return f;
  }

  /** (x₁ − 1)² + Σ i (2 xᵢ − xᵢ₋₁)². */
  static double tridia(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double first = x[0] - 1;
    g[0] = 2 * first;
    double f = first * first;
    for (int i = 1; i < x.length; i++) {
      double r = 2 * x[i] - x[i - 1];
      g[i - 1] -= 2 * (i + 1) * r;
      g[i] += 4 * (i + 1) * r;
      f += (i + 1) * r * r;
    }
    return f;
  }

  /** Σ ((xᵢ² + xᵢ₊₁²)² + 3 − 4 xᵢ). */
  static double engval1(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 0; i < x.length - 1; i++) {
      double t = x[i] * x[i] + x[i + 1] * x[i + 1];
      g[i] += 4 * t * x[i] - 4;
      g[i + 1] += 4 * t * x[i + 1];
      f += t * t + (3 - 4 * x[i]);
    }
    return f;
  }

  /** Σ (4 (xᵢ² − x₁)² + (xᵢ − 1)²). */
  static double liarwhd(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 0; i < x.length; i++) {
      double t = x[i] * x[i] - x[0];
      double d = x[i] - 1;
      g[i] += 16 * t * x[i] + 2 * d;
      g[0] -= 8 * t;
      f += 4 * t * t + d * d;
    }
    return f;
  }

  /** n = 3 m: 1 + Σ xᵢ² + (1/8) Σ xᵢ² xᵢ₊ₘ⁴ (i ≤ 2 m) + (1/8) Σ xᵢ xᵢ₊₂ₘ (i ≤ m). */
  static double dixmaana(double[] x, double[] g) {
    int m = x.length / 3;
    double f = 1;
    for (int i = 0; i < x.length; i++) {
      g[i] = 2 * x[i];
      f += x[i] * x[i];
    }
    for (int i = 0; i < 2 * m; i++) {
      double a = x[i];
      double b = x[i + m];
      g[i] += 0.25 * a * b * b * b * b;
      g[i + m] += 0.5 * a * a * b * b * b;
      f += 0.125 * a * a * b * b * b * b;
    }
    for (int i = 0; i < m; i++) {
      g[i] += 0.125 * x[i + 2 * m];
      g[i + 2 * m] += 0.125 * x[i];
      f += 0.125 * x[i] * x[i + 2 * m];
    }
    return f;
  }

  /** ½ Σ dᵢ (xᵢ − 1)², dᵢ = 10^(exponent (i − 1)/(n − 1)). */
  static SmoothFunction quadratic(int exponent, int n) {
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = StrictMath.pow(10, (double) (exponent * i) / (n - 1));
    }
    return (x, g) -> {
      double f = 0;
      for (int i = 0; i < n; i++) {
        double r = x[i] - 1;
        g[i] = d[i] * r;
        f += g[i] * r;
      }
      return f / 2;
    };
  }
}
