// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import org.talweg.internal.EuclideanNorm;
import org.talweg.internal.Squares;

/**
 * Sums over one block of an array, for norms: Σ x², Σ |x| and max |x|. The order of a sum depends
 * on the number of elements alone: not on threads, compiler, width of vectors or JDK.
 *
 * <p>A long block of {@code float} is squared and added in single precision, in vectors ({@link
 * FloatFolding}); all else is added in {@code double}. NaN and infinity show in every result.
 *
 * <p>Holds scratch, so each worker has one of its own. The scratch is allocated by the first long
 * block of {@code float}: 3 KB.
 */
public final class BlockSum {
  /** The largest number of elements in a block. */
  public static final int BLOCK = 4096;

  /** Elements below which folding is slower than adding in {@code double}. */
  static final int SHORT = 320;

  /**
   * Squares below 2⁻¹²⁶ are rounded to multiples of 2⁻¹⁴⁹. 4,096 of them change a sum of 2⁻⁸⁰ by
   * less than 2⁻⁵⁷ of it.
   */
  private static final double SMALLEST_EXACT = 0x1p-80;

  private final FloatFolding folding = new FloatFolding();

  /**
   * Σ x² in single precision, within 11·2⁻²⁴ of it, or better. Where squares leave the range of
   * {@code float}, the block is summed again in {@code double}, so the sum is finite for all finite
   * elements.
   */
  public double squares(float[] x, int from, int count) {
    if (count >= SHORT) {
      double sum = folding.squares(x, from, count);
      if (sum >= SMALLEST_EXACT && sum < Double.POSITIVE_INFINITY) {
        return sum;
      }
      if (sum == 0 && Magnitudes.isZero(x, from, count)) {
        return 0;
      }
    }
    return Squares.of(x, from, count);
  }

  /** Σ x². Squares may overflow, or vanish: see {@link EuclideanNorm} on what to do about it. */
  public double squares(double[] x, int from, int count) {
    return Squares.of(x, from, count);
  }

  /** Σ (scale·x)². */
  public double squares(float[] x, int from, int count, double scale) {
    return squares(x, from, count) * scale * scale;
  }

  /** Σ (scale·x)². */
  public double squares(double[] x, int from, int count, double scale) {
    return Squares.of(x, from, count, scale);
  }

  /** Σ |x|. */
  public double magnitudes(float[] x, int from, int count) {
    return Magnitudes.sum(x, from, count);
  }

  /** Σ |x|. */
  public double magnitudes(double[] x, int from, int count) {
    return Magnitudes.sum(x, from, count);
  }

  /** max |x|: 0 if there are no elements, NaN if one of them is NaN. */
  public double largest(float[] x, int from, int count) {
    return Magnitudes.largest(x, from, count);
  }

  /** max |x|: 0 if there are no elements, NaN if one of them is NaN. */
  public double largest(double[] x, int from, int count) {
    return Magnitudes.largest(x, from, count);
  }
}
