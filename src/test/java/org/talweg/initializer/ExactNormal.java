// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The standard normal distribution by its power series, to 50 digits: Φ(z) = ½ + φ(z) · Σ z²ᵏ⁺¹ /
 * (1·3·5···(2k+1)). All terms have one sign, so the only cancellation is that of ½ in the tail.
 */
final class ExactNormal {
  private static final MathContext DIGITS = new MathContext(50);
  private static final BigDecimal TINY = new BigDecimal("1e-55");
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal PI = BigDecimal.valueOf(4).multiply(quarterOfPi(), DIGITS);

  private ExactNormal() {}

  /** How far z is from the quantile of p, relative to z: (Φ(z) − p) / (φ(z) · z). */
  static double relativeErrorOfQuantile(double z, BigDecimal p) {
    BigDecimal exactZ = new BigDecimal(z);
    BigDecimal error = cumulative(exactZ).subtract(p);
    return error.divide(density(exactZ).multiply(exactZ), DIGITS).doubleValue();
  }

  static BigDecimal cumulative(BigDecimal z) {
    BigDecimal square = z.multiply(z, DIGITS);
    BigDecimal term = z;
    BigDecimal sum = z;
    for (int odd = 3; term.abs().compareTo(TINY) > 0; odd += 2) {
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(odd), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return HALF.add(density(z).multiply(sum, DIGITS));
  }

  static BigDecimal density(BigDecimal z) {
    BigDecimal exponent = z.multiply(z, DIGITS).multiply(HALF, DIGITS);
    BigDecimal root = PI.add(PI).sqrt(DIGITS);
    return BigDecimal.ONE.divide(exp(exponent).multiply(root, DIGITS), DIGITS);
  }

  /** e to a power of zero or more. */
  private static BigDecimal exp(BigDecimal power) {
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; term.compareTo(TINY) > 0; k++) {
      term = term.multiply(power, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** Machin: π/4 = 4 arctan(1/5) − arctan(1/239). */
  private static BigDecimal quarterOfPi() {
    return BigDecimal.valueOf(4).multiply(arctanOfInverse(5)).subtract(arctanOfInverse(239));
  }

  private static BigDecimal arctanOfInverse(int n) {
    BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), DIGITS);
    BigDecimal square = BigDecimal.valueOf((long) n * n);
    BigDecimal sum = BigDecimal.ZERO;
    for (int odd = 1; power.compareTo(TINY) > 0; odd += 2) {
      BigDecimal term = power.divide(BigDecimal.valueOf(odd), DIGITS);
      sum = odd % 4 == 1 ? sum.add(term) : sum.subtract(term);
      power = power.divide(square, DIGITS);
    }
    return sum;
  }
}
