// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * √Σ x² where squares overflow or vanish although the elements don't.
 *
 * <p>The squares are summed as they are first. If that {@linkplain #needsScaling won't do}, they
 * are summed again, each element multiplied by a power of two that brings the largest to between 1
 * and 2. The root of that sum, divided by the scale, is the norm.
 */
public final class EuclideanNorm {
  /**
   * Squares below 2⁻¹⁰²² are rounded to multiples of 2⁻¹⁰⁷⁴. Next to a sum of 2⁻⁹⁰⁰ that counts for
   * nothing: 2³² of them change it by less than 2⁻¹⁴² of it.
   */
  private static final double SMALLEST_EXACT = 0x1p-900;

  private EuclideanNorm() {}

  /**
   * Whether squares that add up to this may have overflowed or vanished: the sum is infinite, zero
   * or tiny. Not if it is NaN, as then an element is.
   */
  public static boolean needsScaling(double sumOfSquares) {
    return sumOfSquares < SMALLEST_EXACT || sumOfSquares == Double.POSITIVE_INFINITY;
  }

  /**
   * A power of two to multiply elements by before they are squared. Any will do for zeros, infinity
   * and NaN, which stay what they are.
   *
   * @param largest the largest magnitude of all elements
   */
  public static double scaleFor(double largest) {
    return Math.scalb(1.0, -Math.getExponent(largest));
  }

  /**
   * The norm.
   *
   * @param sumOfSquares of elements multiplied by the scale
   * @param scale 1, or that of {@link #scaleFor}
   */
  public static double of(double sumOfSquares, double scale) {
    return Math.sqrt(sumOfSquares) / scale;
  }
}
