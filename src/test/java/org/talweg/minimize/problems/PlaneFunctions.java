// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

/** Functions of two variables: Moré, Garbow, Hillstrom 1981, problems 1 to 6, and others. */
final class PlaneFunctions {
  private PlaneFunctions() {}

  /** (10 (x₂ − x₁²))² + (1 − x₁)². */
  static double rosenbrock(double[] x, double[] g) {
    double r1 = 10 * (x[1] - x[0] * x[0]);
    double r2 = 1 - x[0];
    g[0] = -40 * x[0] * r1 - 2 * r2;
    g[1] = 20 * r1;
    return r1 * r1 + r2 * r2;
  }

  static double freudensteinRoth(double[] x, double[] g) {
    double y = x[1];
    double r1 = -13 + x[0] + ((5 - y) * y - 2) * y;
    double r2 = -29 + x[0] + ((y + 1) * y - 14) * y;
    g[0] = 2 * (r1 + r2);
    g[1] = 2 * (r1 * ((10 - 3 * y) * y - 2) + r2 * ((3 * y + 2) * y - 14));
    return r1 * r1 + r2 * r2;
  }

  static double powellBadlyScaled(double[] x, double[] g) {
    double e1 = StrictMath.exp(-x[0]);
    double e2 = StrictMath.exp(-x[1]);
    double r1 = 10_000 * x[0] * x[1] - 1;
    double r2 = e1 + e2 - 1.0001;
    g[0] = 2 * (r1 * 10_000 * x[1] - r2 * e1);
    g[1] = 2 * (r1 * 10_000 * x[0] - r2 * e2);
    return r1 * r1 + r2 * r2;
  }

  static double brownBadlyScaled(double[] x, double[] g) {
    double r1 = x[0] - 1e6;
    double r2 = x[1] - 2e-6;
    double r3 = x[0] * x[1] - 2;
    g[0] = 2 * (r1 + r3 * x[1]);
    g[1] = 2 * (r2 + r3 * x[0]);
    return r1 * r1 + r2 * r2 + r3 * r3;
  }

  private static final double[] BEALE = {1.5, 2.25, 2.625};

  /** Σ (yᵢ − x₁ (1 − x₂ⁱ))², i = 1 … 3. */
  static double beale(double[] x, double[] g) {
    double f = 0;
    g[0] = 0;
    g[1] = 0;
    double power = 1;
    for (int i = 1; i <= 3; i++) {
      double slope = i * power;
      power *= x[1];
      double r = BEALE[i - 1] - x[0] * (1 - power);
      g[0] -= 2 * r * (1 - power);
      g[1] += 2 * r * x[0] * slope;
      f += r * r;
    }
    return f;
  }

  /** Σ (2 + 2 i − (exp(i x₁) + exp(i x₂)))², i = 1 … 10. */
  static double jennrichSampson(double[] x, double[] g) {
    double f = 0;
    g[0] = 0;
    g[1] = 0;
    for (int i = 1; i <= 10; i++) {
      double e1 = StrictMath.exp(i * x[0]);
      double e2 = StrictMath.exp(i * x[1]);
      double r = 2 + 2 * i - (e1 + e2);
      g[0] -= 2 * r * i * e1;
      g[1] -= 2 * r * i * e2;
      f += r * r;
    }
    return f;
  }

  static double himmelblau(double[] x, double[] g) {
    double r1 = x[0] * x[0] + x[1] - 11;
    double r2 = x[0] + x[1] * x[1] - 7;
    g[0] = 4 * r1 * x[0] + 2 * r2;
    g[1] = 2 * r1 + 4 * r2 * x[1];
    return r1 * r1 + r2 * r2;
  }

  static double sixHumpCamel(double[] x, double[] g) {
    double a = x[0] * x[0];
    double b = x[1] * x[1];
    g[0] = (8 + (-8.4 + 2 * a) * a) * x[0] + x[1];
    g[1] = x[0] + (-8 + 16 * b) * x[1];
    return (4 - 2.1 * a + a * a / 3) * a + x[0] * x[1] + (-4 + 4 * b) * b;
  }
}
