// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * The inverse of the standard normal distribution: a pure function of one uniform number, so that
 * an element's value needs no neighbour and no rejection. In the centre, where 85 % of the numbers
 * lie, it is the rational function of Wichura, "Algorithm AS 241: The Percentage Points of the
 * Normal Distribution", Applied Statistics 37(3), 1988 (PPND16), accurate to about 1 part in 10¹⁶
 * before rounding; beyond, {@link NormalTail}.
 *
 * <p>The argument is q = p − ½, in (−½, ½): p itself is too coarse next to ½. The coefficients have
 * all their published digits: the paper guards them by the sums of their mantissas, which shortened
 * ones would not reach.
 */
@SuppressWarnings("FloatingPointLiteralPrecision")
public final class NormalQuantile {
  /** Elements at a time, whatever is asked for. */
  public static final int BLOCK = 512;

  private static final double CENTRE = 0.425;

  private NormalQuantile() {}

  /** The z below which a standard normal number falls with probability ½ + q, |q| ≤ ½ − 2⁻⁵³. */
  public static double of(double q) {
    return Math.abs(q) <= CENTRE ? centre(q) : tail(q);
  }

  /**
   * The same for the first numbers of a block: the centre's function for the whole block, then the
   * tails' where it is due.
   */
  public static void of(double[] q, double[] z, int count) {
    for (int i = 0; i < BLOCK; i++) {
      z[i] = centre(q[i]);
    }
    for (int i = 0; i < count; i++) {
      if (Math.abs(q[i]) > CENTRE) {
        z[i] = tail(q[i]);
      }
    }
  }

  private static double tail(double q) {
    return Math.copySign(NormalTail.of(0.5 - Math.abs(q)), q);
  }

  private static double centre(double q) {
    double r = 0.180625 - q * q;
    double above = 2.5090809287301226727e3 * r + 3.3430575583588128105e4;
    above = above * r + 6.7265770927008700853e4;
    above = above * r + 4.5921953931549871457e4;
    above = above * r + 1.3731693765509461125e4;
    above = above * r + 1.9715909503065514427e3;
    above = above * r + 1.3314166789178437745e2;
    above = above * r + 3.3871328727963666080e0;
    double below = 5.2264952788528545610e3 * r + 2.8729085735721942674e4;
    below = below * r + 3.9307895800092710610e4;
    below = below * r + 2.1213794301586595867e4;
    below = below * r + 5.3941960214247511077e3;
    below = below * r + 6.8718700749205790830e2;
    below = below * r + 4.2313330701600911252e1;
    below = below * r + 1;
    return q * above / below;
  }
}
