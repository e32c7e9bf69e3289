// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.Arrays;

/** Sums of squares for any n: Moré, Garbow, Hillstrom 1981, problems 20 to 25 and 32, 33. */
final class ExtendedFunctions {
  private ExtendedFunctions() {}

  static double watson(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 1; i <= 29; i++) {
      double t = i / 29.0;
      double sum = 0;
      double slope = 0;
      for (int j = x.length - 1; j >= 0; j--) {
        slope = slope * t + sum;
        sum = sum * t + x[j];
      }
      double r = slope - sum * sum - 1;
      double before = 0;
      double power = 1;
      for (int j = 0; j < x.length; j++) {
        g[j] += 2 * r * (j * before - 2 * sum * power);
        before = power;
        power *= t;
      }
      f += r * r;
    }
    double last = x[1] - x[0] * x[0] - 1;
    g[0] += 2 * x[0] - 4 * x[0] * last;
    g[1] += 2 * last;
    return f + x[0] * x[0] + last * last;
  }

  /** Σ (10 (x₂ᵢ − x₂ᵢ₋₁²))² + (1 − x₂ᵢ₋₁)². */
  static double extendedRosenbrock(double[] x, double[] g) {
    double f = 0;
    for (int i = 0; i < x.length; i += 2) {
      double r1 = 10 * (x[i + 1] - x[i] * x[i]);
      double r2 = 1 - x[i];
      g[i] = -40 * x[i] * r1 - 2 * r2;
      g[i + 1] = 20 * r1;
      f += r1 * r1 + r2 * r2;
    }
    return f;
  }

  /** Of each four: (a + 10 b)² + 5 (c − d)² + (b − 2 c)⁴ + 10 (a − d)⁴. */
  static double extendedPowell(double[] x, double[] g) {
    double f = 0;
    for (int i = 0; i < x.length; i += 4) {
      double p = x[i] + 10 * x[i + 1];
      double q = x[i + 2] - x[i + 3];
      double r = x[i + 1] - 2 * x[i + 2];
      double s = x[i] - x[i + 3];
      g[i] = 2 * p + 40 * s * s * s;
      g[i + 1] = 20 * p + 4 * r * r * r;
      g[i + 2] = 10 * q - 8 * r * r * r;
      g[i + 3] = -10 * q - 40 * s * s * s;
      f += p * p + 5 * q * q + r * r * r * r + 10 * s * s * s * s;
    }
    return f;
  }

  /** 1e-5 Σ (xᵢ − 1)² + (Σ xᵢ² − 1/4)². */
  static double penalty1(double[] x, double[] g) {
    double squares = 0;
    double distance = 0;
    for (double v : x) {
      squares += v * v;
      distance += (v - 1) * (v - 1);
    }
    double r = squares - 0.25;
    for (int i = 0; i < x.length; i++) {
      g[i] = 2e-5 * (x[i] - 1) + 4 * r * x[i];
    }
    return 1e-5 * distance + r * r;
  }

  /** Σ (xᵢ − 1)² + s² + s⁴, s = Σ j (xⱼ − 1). */
  static double variablyDimensioned(double[] x, double[] g) {
    double f = 0;
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double d = x[i] - 1;
      s += (i + 1) * d;
      f += d * d;
    }
    double slope = 2 * s + 4 * s * s * s;
    for (int i = 0; i < x.length; i++) {
      g[i] = 2 * (x[i] - 1) + (i + 1) * slope;
    }
    return f + s * s + s * s * s * s;
  }

  /** m = 2 n, s = (2/m) Σ xⱼ: Σ (xᵢ − s − 1)² + n (s + 1)². */
  static double linearFullRank(double[] x, double[] g) {
    int n = x.length;
    double s = sum(x) / n;
    double f = n * (s + 1) * (s + 1);
    double residuals = -n * (s + 1);
    for (int i = 0; i < n; i++) {
      double r = x[i] - s - 1;
      residuals += r;
      f += r * r;
    }
    for (int i = 0; i < n; i++) {
      g[i] = 2 * (x[i] - s - 1) - 2 * residuals / n;
    }
    return f;
  }

  /** Σ (i s − 1)², s = Σ j xⱼ, i = 1 … 20. */
  static double linearRank1(double[] x, double[] g) {
    double s = 0;
    for (int j = 0; j < x.length; j++) {
      s += (j + 1) * x[j];
    }
    double f = 0;
    double slope = 0;
    for (int i = 1; i <= 20; i++) {
      double r = i * s - 1;
      slope += 2 * i * r;
      f += r * r;
    }
    for (int j = 0; j < x.length; j++) {
      g[j] = (j + 1) * slope;
    }
    return f;
  }

  static double sum(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum;
  }
}
