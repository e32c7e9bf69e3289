// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

/** The models of the NIST's nonlinear regressions. */
final class NistModels {
  private NistModels() {}

  static NistModel of(String set) {
    return switch (set) {
      case "Bennett5" -> NistModels::bennett5;
      case "BoxBOD", "Misra1a" -> NistModels::saturation;
      case "Chwirut2" -> NistModels::chwirut;
      case "DanWood" -> NistModels::danWood;
      case "ENSO" -> NistModels::enso;
      case "Gauss1", "Gauss3" -> NistModels::gauss;
      case "Lanczos1", "Lanczos3" -> NistModels::lanczos;
      case "MGH09" -> NistModels::mgh09;
      case "MGH10" -> NistModels::mgh10;
      case "Misra1b" -> NistModels::misra1b;
      case "Misra1d" -> NistModels::misra1d;
      case "Nelson" -> NistModels::nelson;
      case "Rat42" -> NistModels::rat42;
      case "Roszman1" -> NistModels::roszman1;
      case "Thurber" -> NistModels::thurber;
      default -> throw new IllegalArgumentException("no model is called " + set);
    };
  }

  private static double bennett5(double[] b, double[] x, double[] d) {
    double base = b[1] + x[0];
    double power = StrictMath.pow(base, -1 / b[2]);
    d[0] = power;
    d[1] = -b[0] * power / (base * b[2]);
    d[2] = b[0] * power * StrictMath.log(base) / (b[2] * b[2]);
    return b[0] * power;
  }

  /** b₁ (1 − exp(−b₂ x)). */
  private static double saturation(double[] b, double[] x, double[] d) {
    double e = StrictMath.exp(-b[1] * x[0]);
    d[0] = -StrictMath.expm1(-b[1] * x[0]);
    d[1] = b[0] * x[0] * e;
    return b[0] * d[0];
  }

  private static double chwirut(double[] b, double[] x, double[] d) {
    double divisor = b[1] + b[2] * x[0];
    double value = StrictMath.exp(-b[0] * x[0]) / divisor;
    d[0] = -x[0] * value;
    d[1] = -value / divisor;
    d[2] = -x[0] * value / divisor;
    return value;
  }

  private static double danWood(double[] b, double[] x, double[] d) {
    d[0] = StrictMath.pow(x[0], b[1]);
    d[1] = b[0] * d[0] * StrictMath.log(x[0]);
    return b[0] * d[0];
  }

  private static double enso(double[] b, double[] x, double[] d) {
    d[0] = 1;
    double year = 2 * Math.PI * x[0] / 12;
    d[1] = StrictMath.cos(year);
    d[2] = StrictMath.sin(year);
    return b[0] + b[1] * d[1] + b[2] * d[2] + cycle(b, x[0], d, 3) + cycle(b, x[0], d, 6);
  }

  /** A cosine and a sine of period b[k], with weights b[k + 1] and b[k + 2]. */
  private static double cycle(double[] b, double x, double[] d, int k) {
    double angle = 2 * Math.PI * x / b[k];
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    d[k] = (b[k + 1] * sine - b[k + 2] * cosine) * angle / b[k];
    d[k + 1] = cosine;
    d[k + 2] = sine;
    return b[k + 1] * cosine + b[k + 2] * sine;
  }

  private static double gauss(double[] b, double[] x, double[] d) {
    double decay = StrictMath.exp(-b[1] * x[0]);
    d[0] = decay;
    d[1] = -b[0] * x[0] * decay;
    return b[0] * decay + bell(b, x[0], d, 2) + bell(b, x[0], d, 5);
  }

  private static double bell(double[] b, double x, double[] d, int k) {
    double z = (x - b[k + 1]) / b[k + 2];
    double e = StrictMath.exp(-z * z);
    d[k] = e;
    d[k + 1] = 2 * b[k] * e * z / b[k + 2];
    d[k + 2] = 2 * b[k] * e * z * z / b[k + 2];
    return b[k] * e;
  }

  private static double lanczos(double[] b, double[] x, double[] d) {
    double value = 0;
    for (int k = 0; k < 6; k += 2) {
      double e = StrictMath.exp(-b[k + 1] * x[0]);
      d[k] = e;
      d[k + 1] = -b[k] * x[0] * e;
      value += b[k] * e;
    }
    return value;
  }

  private static double mgh09(double[] b, double[] x, double[] d) {
    double v = x[0];
    double above = v * v + v * b[1];
    double below = v * v + v * b[2] + b[3];
    double value = b[0] * above / below;
    d[0] = above / below;
    d[1] = b[0] * v / below;
    d[2] = -value * v / below;
    d[3] = -value / below;
    return value;
  }

  private static double mgh10(double[] b, double[] x, double[] d) {
    double divisor = x[0] + b[2];
    double e = StrictMath.exp(b[1] / divisor);
    d[0] = e;
    d[1] = b[0] * e / divisor;
    d[2] = -b[0] * e * b[1] / (divisor * divisor);
    return b[0] * e;
  }

  private static double misra1b(double[] b, double[] x, double[] d) {
    double base = 1 + b[1] * x[0] / 2;
    d[0] = 1 - 1 / (base * base);
    d[1] = b[0] * x[0] / (base * base * base);
    return b[0] * d[0];
  }

  private static double misra1d(double[] b, double[] x, double[] d) {
    double divisor = 1 + b[1] * x[0];
    d[0] = b[1] * x[0] / divisor;
    d[1] = b[0] * x[0] / (divisor * divisor);
    return b[0] * d[0];
  }

  private static double nelson(double[] b, double[] x, double[] d) {
    double e = StrictMath.exp(-b[2] * x[1]);
    d[0] = 1;
    d[1] = -x[0] * e;
    d[2] = b[1] * x[0] * x[1] * e;
    return b[0] - b[1] * x[0] * e;
  }

  private static double rat42(double[] b, double[] x, double[] d) {
    double e = StrictMath.exp(b[1] - b[2] * x[0]);
    double divisor = 1 + e;
    d[0] = 1 / divisor;
    // At an infinite e the model is flat.
    double slope = e < 1e150 ? b[0] * e / (divisor * divisor) : 0;
    d[1] = -slope;
    d[2] = slope * x[0];
    return b[0] / divisor;
  }

  private static double roszman1(double[] b, double[] x, double[] d) {
    double away = x[0] - b[3];
    double slope = 1 / (Math.PI * (away * away + b[2] * b[2]));
    d[0] = 1;
    d[1] = -x[0];
    d[2] = -away * slope;
    d[3] = -b[2] * slope;
    return b[0] - b[1] * x[0] - StrictMath.atan(b[2] / away) / Math.PI;
  }

  private static double thurber(double[] b, double[] x, double[] d) {
    double v = x[0];
    double[] powers = {1, v, v * v, v * v * v};
    double above = 0;
    double below = 1;
    for (int k = 0; k < 4; k++) {
      above += b[k] * powers[k];
      below += k == 0 ? 0 : b[3 + k] * powers[k];
    }
    for (int k = 0; k < d.length; k++) {
      d[k] = k < 4 ? powers[k] / below : -above * powers[k - 3] / (below * below);
    }
    return above / below;
  }
}
