// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

/**
 * The standard normal distribution Φ, with the same bits everywhere; for bounds, not for samples.
 */
final class NormalDistribution {
  private static final double SERIES_UP_TO = 2;
  private static final int FRACTIONS = 400; // enough from z = 2 on, where half of them would do

  private NormalDistribution() {}

  /** Φ(z) − ½, odd in z. */
  static double centred(double z) {
    double distance = Math.abs(z);
    double centred = distance <= SERIES_UP_TO ? series(distance) : 0.5 - tail(distance);
    return Math.copySign(centred, z);
  }

  /** φ(z) · (z + z³/3 + z⁵/(3·5) + z⁷/(3·5·7) + …). */
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int odd = 3; term > 0x1p-60 * sum; odd += 2) {
      term *= z * z / odd;
      sum += term;
    }
    return density(z) * sum;
  }

  /** Laplace's continued fraction: φ(z) / (z + 1 / (z + 2 / (z + 3 / (z + …)))). */
  private static double tail(double z) {
    double fraction = z;
    for (int k = FRACTIONS; k >= 1; k--) {
      fraction = z + k / fraction;
    }
    return density(z) / fraction;
  }

  private static double density(double z) {
    return StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
