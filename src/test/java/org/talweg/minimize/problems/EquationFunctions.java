// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.Arrays;

/** Systems of n equations as sums of squares: Moré, Garbow, Hillstrom 1981, 26 to 31 and 35. */
final class EquationFunctions {
  private EquationFunctions() {}

  /** rᵢ = Σ (1 − cos xⱼ) + i (1 − cos xᵢ) − sin xᵢ, where 1 − cos x = 2 sin²(x/2). */
  static double trigonometric(double[] x, double[] g) {
    double sum = 0;
    for (double v : x) {
      sum += versine(v);
    }
    double f = 0;
    double residuals = 0;
    for (int i = 0; i < x.length; i++) {
      double r = sum + (i + 1) * versine(x[i]) - StrictMath.sin(x[i]);
      g[i] = r;
      residuals += r;
      f += r * r;
    }
    for (int i = 0; i < x.length; i++) {
      double sine = StrictMath.sin(x[i]);
      g[i] = 2 * (sine * residuals + g[i] * ((i + 1) * sine - StrictMath.cos(x[i])));
    }
    return f;
  }

  private static double versine(double x) {
    double sine = StrictMath.sin(x / 2);
    return 2 * sine * sine;
  }

  /** rᵢ = xᵢ + Σ xⱼ − (n + 1), i < n; rₙ = Π xⱼ − 1. */
  static double brownAlmostLinear(double[] x, double[] g) {
    int n = x.length;
    double sum = ExtendedFunctions.sum(x);
    double product = 1;
    double residuals = 0;
    double f = 0;
    for (int i = 0; i < n; i++) {
      g[i] = product;
      product *= x[i];
      if (i < n - 1) {
        double r = x[i] + sum - (n + 1);
        residuals += r;
        f += r * r;
      }
    }
    double last = product - 1;
    double after = 1;
    for (int i = n - 1; i >= 0; i--) {
      double own = i < n - 1 ? x[i] + sum - (n + 1) : 0;
      g[i] = 2 * (own + residuals + last * g[i] * after);
      after *= x[i];
    }
    return f + last * last;
  }

  /** rᵢ = 2 xᵢ − xᵢ₋₁ − xᵢ₊₁ + h² (xᵢ + tᵢ + 1)³ / 2, h = 1/(n + 1), tᵢ = i h. */
  static double discreteBoundaryValue(double[] x, double[] g) {
    int n = x.length;
    double h = 1.0 / (n + 1);
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 0; i < n; i++) {
      double shifted = x[i] + (i + 1) * h + 1;
      double r = 2 * x[i] - before(x, i) - after(x, i) + h * h * shifted * shifted * shifted / 2;
      g[i] += 2 * r * (2 + 1.5 * h * h * shifted * shifted);
      if (i > 0) {
        g[i - 1] -= 2 * r;
      }
      if (i < n - 1) {
        g[i + 1] -= 2 * r;
      }
      f += r * r;
    }
    return f;
  }

  /** rᵢ = (3 − 2 xᵢ) xᵢ − xᵢ₋₁ − 2 xᵢ₊₁ + 1. */
  static double broydenTridiagonal(double[] x, double[] g) {
    int n = x.length;
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 0; i < n; i++) {
      double r = (3 - 2 * x[i]) * x[i] - before(x, i) - 2 * after(x, i) + 1;
      g[i] += 2 * r * (3 - 4 * x[i]);
      if (i > 0) {
        g[i - 1] -= 2 * r;
      }
      if (i < n - 1) {
        g[i + 1] -= 4 * r;
      }
      f += r * r;
    }
    return f;
  }

  private static double before(double[] x, int i) {
    return i > 0 ? x[i - 1] : 0;
  }

  private static double after(double[] x, int i) {
    return i < x.length - 1 ? x[i + 1] : 0;
  }

  /** rᵢ = xᵢ (2 + 5 xᵢ²) + 1 − Σ xⱼ (1 + xⱼ), j from i − 5 to i + 1 without i. */
  static double broydenBanded(double[] x, double[] g) {
    int n = x.length;
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 0; i < n; i++) {
      int first = Math.max(0, i - 5);
      int last = Math.min(n - 1, i + 1);
      double r = x[i] * (2 + 5 * x[i] * x[i]) + 1;
      for (int j = first; j <= last; j++) {
        r -= j == i ? 0 : x[j] * (1 + x[j]);
      }
      for (int j = first; j <= last; j++) {
        g[j] += 2 * r * (j == i ? 2 + 15 * x[i] * x[i] : -(1 + 2 * x[j]));
      }
      f += r * r;
    }
    return f;
  }

  /** rᵢ = (1/n) Σ Tᵢ(xⱼ) − ∫ Tᵢ over [0, 1], with Chebyshev's polynomials shifted to [0, 1]. */
  static double chebyquad(double[] x, double[] g) {
    int n = x.length;
    double[] r = new double[n];
    for (double v : x) {
      double before = 1;
      double now = 2 * v - 1;
      for (int i = 0; i < n; i++) {
        r[i] += now / n;
        double next = 2 * (2 * v - 1) * now - before;
        before = now;
        now = next;
      }
    }
    double f = 0;
    for (int i = 0; i < n; i++) {
      double degree = i + 1;
      r[i] += i % 2 == 1 ? 1 / (degree * degree - 1) : 0;
      f += r[i] * r[i];
    }
    for (int j = 0; j < n; j++) {
      g[j] = chebyquadSlope(x[j], r);
    }
    return f;
  }

  private static double chebyquadSlope(double v, double[] r) {
    double before = 1;
    double now = 2 * v - 1;
    double slopeBefore = 0;
    double slope = 2;
    double sum = 0;
    for (double residual : r) {
      sum += 2 * residual * slope / r.length;
      double nextSlope = 4 * now + 2 * (2 * v - 1) * slope - slopeBefore;
      double next = 2 * (2 * v - 1) * now - before;
      slopeBefore = slope;
      slope = nextSlope;
      before = now;
      now = next;
    }
    return sum;
  }
}
