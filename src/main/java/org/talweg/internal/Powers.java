// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * Powers. {@link StrictMath#pow} would do, but on JDK 17 each call allocates tables, and a step
 * must not.
 */
public final class Powers {
  private static final double SPLITTER = 0x1p27 + 1;
  private static final double LARGEST_SPLIT = 0x1p900;

  /** Below it, 1 − eˣ rounds to 1: e⁻³⁸ is less than 2⁻⁵⁴. */
  private static final double NO_POWER_LEFT = -38;

  private Powers() {}

  /**
   * base^exponent for a positive base, within one unit in the last place: repeated squaring with
   * twice the precision. Dekker, "A floating-point technique for extending the available
   * precision", 1971.
   */
  public static double of(double base, long exponent) {
    double power = 1;
    double powerTail = 0;
    double square = base;
    double squareTail = 0;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        double product = power * square;
        powerTail =
            isLarge(product)
                ? 0
                : error(power, square, product) + (power * squareTail + powerTail * square);
        power = product;
      }
      double product = square * square;
      squareTail =
          isLarge(product) ? 0 : error(square, square, product) + 2 * (square * squareTail);
      square = product;
    }
    return power + powerTail;
  }

  /**
   * base^exponent for a base of zero or more and a positive exponent: {@link #of(double, long)} for
   * its whole part, times exp(f · ln(base)) for its fraction f.
   */
  public static double of(double base, double exponent) {
    long whole = (long) exponent;
    double fraction = exponent - whole;
    double power = of(base, whole);
    return fraction == 0 ? power : power * StrictMath.exp(fraction * StrictMath.log(base));
  }

  private static boolean isLarge(double product) {
    return product > LARGEST_SPLIT;
  }

  /** a·b − product, exactly, for positive numbers that can be split without overflow. */
  private static double error(double a, double b, double product) {
    if (isLarge(a) || isLarge(b)) {
      return 0;
    }
    double aSplit = SPLITTER * a;
    double aHigh = aSplit - (aSplit - a);
    double aLow = a - aHigh;
    double bSplit = SPLITTER * b;
    double bHigh = bSplit - (bSplit - b);
    double bLow = b - bHigh;
    return ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
  }

  /**
   * 1 − base^exponent for a base in [0, 1), to full relative precision also where the power is near
   * 1.
   *
   * @param logarithm ln(base)
   */
  public static double oneMinus(double logarithm, long exponent) {
    double x = (double) exponent * logarithm;
    return x < NO_POWER_LEFT ? 1 : -StrictMath.expm1(x);
  }
}
