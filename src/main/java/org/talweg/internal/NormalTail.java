// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * The inverse of the normal distribution's upper tail without logarithm or root: a table of Taylor
 * polynomials. Each octave [2⁻ᵉ, 2¹⁻ᵉ) of tail probabilities has sixteen segments, found by the
 * upper bits of the number itself, with a polynomial of degree 9 about the middle. The nearest
 * singularity, zero, is 33 times as far from there as the ends of the segment, so the part that is
 * cut off is below 10⁻¹⁶ of the value.
 *
 * <p>With t = m · 2⁻ᵉ and w = dz/dm, which is −2⁻ᵉ / φ(z), the coefficients follow from z′ = w and
 * w′ = z · w².
 */
final class NormalTail {
  private static final int SMALLEST_EXPONENT = -53;
  private static final int LARGEST_EXPONENT = -4;
  private static final int SEGMENTS = 16;
  private static final int DEGREE = 9;
  private static final int STRIDE = DEGREE + 1;

  private static final int SEGMENT_SHIFT =
      48; // leaves sign, exponent and four bits of the fraction
  private static final int FIRST_SEGMENT = (SMALLEST_EXPONENT + Double.MAX_EXPONENT) * SEGMENTS;
  private static final long FRACTION = 0x000F_FFFF_FFFF_FFFFL;
  private static final long FRACTION_OF_SEGMENT = 0x000F_0000_0000_0000L;
  private static final long ONE = 0x3FF0_0000_0000_0000L;
  private static final long ONE_AND_HALF_A_SEGMENT = 0x3FF0_8000_0000_0000L;

  private static final double[] TABLE = table();

  private NormalTail() {}

  /** The z that a standard normal number exceeds with probability t, 2⁻⁵³ ≤ t &lt; 2⁻³. */
  static double of(double t) {
    long bits = Double.doubleToRawLongBits(t);
    double middle = Double.longBitsToDouble((bits & FRACTION_OF_SEGMENT) | ONE_AND_HALF_A_SEGMENT);
    double x = Double.longBitsToDouble((bits & FRACTION) | ONE) - middle;
    int at = ((int) (bits >>> SEGMENT_SHIFT) - FIRST_SEGMENT) * STRIDE;
    double z = TABLE[at + DEGREE];
    for (int k = DEGREE - 1; k >= 0; k--) {
      z = z * x + TABLE[at + k];
    }
    return z;
  }

  private static double[] table() {
    int octaves = LARGEST_EXPONENT - SMALLEST_EXPONENT + 1;
    double[] table = new double[octaves * SEGMENTS * STRIDE];
    for (int segment = 0; segment < octaves * SEGMENTS; segment++) {
      int exponent = SMALLEST_EXPONENT + segment / SEGMENTS;
      double middle = 1 + (segment % SEGMENTS + 0.5) / SEGMENTS;
      System.arraycopy(taylor(middle, exponent), 0, table, segment * STRIDE, STRIDE);
    }
    return table;
  }

  private static double[] taylor(double middle, int exponent) {
    double[] z = new double[STRIDE];
    double[] w = new double[STRIDE];
    double[] square = new double[STRIDE]; // of w
    z[0] = WichuraTail.of(Math.scalb(middle, exponent));
    w[0] = -Math.scalb(Math.sqrt(2 * Math.PI) * StrictMath.exp(z[0] * z[0] / 2), exponent);
    for (int k = 0; k < DEGREE; k++) {
      z[k + 1] = w[k] / (k + 1);
      for (int i = 0; i <= k; i++) {
        square[k] += w[i] * w[k - i];
      }
      double sum = 0;
      for (int i = 0; i <= k; i++) {
        sum += z[i] * square[k - i];
      }
      w[k + 1] = sum / (k + 1);
    }
    return z;
  }
}
