// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.Arrays;

/** Sums of squares in three to eleven variables: Moré, Garbow, Hillstrom 1981, 7 to 19. */
final class FittedFunctions {
  private FittedFunctions() {}

  static double helicalValley(double[] x, double[] g) {
    double square = x[0] * x[0] + x[1] * x[1];
    double radius = Math.sqrt(square);
    double r1 = 10 * (x[2] - 10 * turn(x[0], x[1]));
    double r2 = 10 * (radius - 1);
    double r3 = x[2];
    double angular = 100 / (2 * Math.PI * square);
    g[0] = 2 * (r1 * angular * x[1] + r2 * 10 * x[0] / radius);
    g[1] = 2 * (-r1 * angular * x[0] + r2 * 10 * x[1] / radius);
    g[2] = 20 * r1 + 2 * r3;
    return r1 * r1 + r2 * r2 + r3 * r3;
  }

  private static double turn(double x, double y) {
    if (x == 0) {
      return 0.25 * Math.signum(y);
    }
    double turn = StrictMath.atan(y / x) / (2 * Math.PI);
    return x < 0 ? turn + 0.5 : turn;
  }

  private static final double[] GAUSSIAN = {
    0.0009, 0.0044, 0.0175, 0.054, 0.1295, 0.242, 0.3521, 0.3989, 0.3521, 0.242, 0.1295, 0.054,
    0.0175, 0.0044, 0.0009
  };

  /** Σ (x₁ exp(−x₂ (tᵢ − x₃)² / 2) − yᵢ)², tᵢ = (8 − i)/2. */
  static double gaussian(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 1; i <= 15; i++) {
      double d = (8 - i) / 2.0 - x[2];
      double e = StrictMath.exp(-x[1] * d * d / 2);
      double r = x[0] * e - GAUSSIAN[i - 1];
      g[0] += 2 * r * e;
      g[1] -= r * x[0] * e * d * d;
      g[2] += 2 * r * x[0] * e * x[1] * d;
      f += r * r;
    }
    return f;
  }

  private static final double[] MEYER = {
    34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307,
    2872
  };

  /** Σ (x₁ exp(x₂ / (tᵢ + x₃)) − yᵢ)², tᵢ = 45 + 5 i. */
  static double meyer(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 1; i <= 16; i++) {
      double d = 45 + 5 * i + x[2];
      double e = StrictMath.exp(x[1] / d);
      double r = x[0] * e - MEYER[i - 1];
      g[0] += 2 * r * e;
      g[1] += 2 * r * x[0] * e / d;
      g[2] -= 2 * r * x[0] * e * x[1] / (d * d);
      f += r * r;
    }
    return f;
  }

  /** Σ (exp(−|yᵢ − x₂|^x₃ / x₁) − tᵢ)², tᵢ = i/100, yᵢ = 25 + (−50 ln tᵢ)^(2/3), i = 1 … 99. */
  static double gulf(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 1; i <= 99; i++) {
      double t = i / 100.0;
      double d = 25 + StrictMath.pow(-50 * StrictMath.log(t), 2.0 / 3) - x[1];
      double distance = Math.abs(d);
      double power = StrictMath.pow(distance, x[2]);
      double e = StrictMath.exp(-power / x[0]);
      double r = e - t;
      g[0] += 2 * r * e * power / (x[0] * x[0]);
      if (distance > 0) {
        g[1] += 2 * r * e * x[2] * power / (x[0] * d);
        g[2] -= 2 * r * e * power * StrictMath.log(distance) / x[0];
      }
      f += r * r;
    }
    return f;
  }

  /** Σ (exp(−t x₁) − exp(−t x₂) − x₃ (exp(−t) − exp(−10 t)))², t = i/10, i = 1 … 10. */
  static double box3d(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 1; i <= 10; i++) {
      double t = i / 10.0;
      double e1 = StrictMath.exp(-t * x[0]);
      double e2 = StrictMath.exp(-t * x[1]);
      double e3 = StrictMath.exp(-t) - StrictMath.exp(-10 * t);
      double r = e1 - e2 - x[2] * e3;
      g[0] -= 2 * r * t * e1;
      g[1] += 2 * r * t * e2;
      g[2] -= 2 * r * e3;
      f += r * r;
    }
    return f;
  }

  static double wood(double[] x, double[] g) {
    double a = x[1] - x[0] * x[0];
    double b = 1 - x[0];
    double c = x[3] - x[2] * x[2];
    double d = 1 - x[2];
    double e = x[1] + x[3] - 2;
    double h = x[1] - x[3];
    g[0] = -400 * x[0] * a - 2 * b;
    g[1] = 200 * a + 20 * e + 0.2 * h;
    g[2] = -360 * x[2] * c - 2 * d;
    g[3] = 180 * c + 20 * e - 0.2 * h;
    return 100 * a * a + b * b + 90 * c * c + d * d + 10 * e * e + 0.1 * h * h;
  }

  /** Σ ((x₁ + t x₂ − eᵗ)² + (x₃ + x₄ sin t − cos t)²)², t = i/5, i = 1 … 20. */
  static double brownDennis(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 1; i <= 20; i++) {
      double t = i / 5.0;
      double sine = StrictMath.sin(t);
      double a = x[0] + t * x[1] - StrictMath.exp(t);
      double b = x[2] + x[3] * sine - StrictMath.cos(t);
      double r = a * a + b * b;
      g[0] += 4 * r * a;
      g[1] += 4 * r * a * t;
      g[2] += 4 * r * b;
      g[3] += 4 * r * b * sine;
      f += r * r;
    }
    return f;
  }

  /** Σ (x₃ e^(−t x₁) − x₄ e^(−t x₂) + x₆ e^(−t x₅) − yᵢ)², t = i/10, i = 1 … 13. */
  static double biggsExp6(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double f = 0;
    for (int i = 1; i <= 13; i++) {
      double t = i / 10.0;
      double y = StrictMath.exp(-t) - 5 * StrictMath.exp(-10 * t) + 3 * StrictMath.exp(-4 * t);
      double e1 = StrictMath.exp(-t * x[0]);
      double e2 = StrictMath.exp(-t * x[1]);
      double e3 = StrictMath.exp(-t * x[4]);
      // x₁ and x₅, x₃ and x₆ are interchangeable, and stay so: their terms are added first.
      double r = (x[2] * e1 + x[5] * e3) - x[3] * e2 - y;
      g[0] -= 2 * r * t * x[2] * e1;
      g[1] += 2 * r * t * x[3] * e2;
      g[2] += 2 * r * e1;
      g[3] -= 2 * r * e2;
      g[4] -= 2 * r * t * x[5] * e3;
      g[5] += 2 * r * e3;
      f += r * r;
    }
    return f;
  }
}
