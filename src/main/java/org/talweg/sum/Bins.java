// SPDX-License-Identifier: Apache-2.0
package org.talweg.sum;

import java.util.Arrays;

/**
 * The sums of {@value #WIDTH} neighbouring elements, cut into bins at fixed exponents.
 *
 * <p>Bin j holds multiples of its unit, 2²¹ʲ. An element x of at most half the unit of bin j+1 is
 * cut from above: q, which is x rounded to the unit of bin j, goes to that bin; x − q, which is
 * exact and at most half that unit, goes on to bin j−1. How x is cut depends on x alone: a higher
 * bin would get 0 of it. Multiples of one unit are added without rounding, so their order does not
 * matter. Four bins are kept; the largest magnitude so far decides which. When a larger one comes,
 * the lowest bins are dropped, and the sums are as if they had never been kept.
 *
 * <p>Every loop has a constant length, one index, and a method of its own: HotSpot decides from the
 * lengths that a loop has had how to compile it, and these never change.
 */
final class Bins {
  /** Elements in a block. */
  static final int WIDTH = 256;

  /** Bins that are kept. */
  static final int KEPT = 4;

  /** The binary logarithm of the ratio of two neighbouring units. */
  private static final int BITS = 21;

  /** How many elements a bin takes: each adds at most 2²⁰ units, and 2⁵³ units are exact. */
  static final long CAPACITY = 1L << 33;

  /** The lowest top: the unit of the bin three below it is less than any number. */
  private static final int LOWEST = -49;

  /** The highest top: its unit times 2⁵³ is finite. */
  private static final int HIGHEST = 46;

  /** Larger magnitudes than this, 2⁹⁸⁶, count as infinite. */
  static final double LIMIT = 0x1p986;

  /** The highest bin kept. */
  private int top = LOWEST;

  /** The largest magnitude that the top takes, as bits. */
  private long reach = reachOf(LOWEST);

  /** The sums in each bin, from the top down; anything at all while {@link #empty}. */
  private final double[][] sums = new double[KEPT][WIDTH];

  /** Nothing was added yet: what comes first overwrites the sums, which saves filling them. */
  private boolean empty = true;

  int top() {
    return top;
  }

  /** The sums in a bin: 0 is the top. */
  double[] sums(int bin) {
    zeroIfEmpty();
    return sums[bin];
  }

  private void zeroIfEmpty() {
    if (empty) {
      for (double[] bin : sums) {
        Arrays.fill(bin, 0);
      }
      empty = false;
    }
  }

  /** The largest magnitude that a bin takes, half the unit of the next, as bits. */
  private static long reachOf(int bin) {
    return Double.doubleToRawLongBits(Math.scalb(1.0, BITS * (bin + 1) - 1));
  }

  /** The lowest bin that takes a positive magnitude. */
  private static int binOf(double magnitude) {
    int exponent = Math.getExponent(Math.nextDown(magnitude)); // magnitude <= 2^(exponent + 1)
    return Math.max(LOWEST, Math.floorDiv(exponent + 1, BITS));
  }

  /** Added to a number and taken off again, it rounds to a multiple of the bin's unit. */
  static double rounder(int bin) {
    return Math.scalb(1.5, 52 + BITS * bin);
  }

  void clear() {
    set(LOWEST);
    empty = true;
  }

  /**
   * Adds {@value #WIDTH} elements.
   *
   * @return whether it did: not if one is NaN, or larger than {@link #LIMIT}
   */
  boolean add(double[] x) {
    if (exceeds(reach, x)) {
      double largest = largest(x);
      if (!(largest <= LIMIT)) {
        return false;
      }
      raise(binOf(largest));
    }
    if (empty) {
      cutFirst(x, sums[0], sums[1], sums[2], sums[3], top);
      empty = false;
    } else {
      cut(x, sums[0], sums[1], sums[2], sums[3], top);
    }
    return true;
  }

  private static void cutFirst(
      double[] x, double[] first, double[] second, double[] third, double[] fourth, int top) {
    double m1 = rounder(top);
    double m2 = rounder(top - 1);
    double m3 = rounder(top - 2);
    double m4 = rounder(top - 3);
    for (int i = 0; i < WIDTH; i++) {
      double rest = x[i];
      double multiple = (rest + m1) - m1;
      first[i] = multiple;
      rest -= multiple;
      multiple = (rest + m2) - m2;
      second[i] = multiple;
      rest -= multiple;
      multiple = (rest + m3) - m3;
      third[i] = multiple;
      rest -= multiple;
      fourth[i] = (rest + m4) - m4;
    }
  }

  private static void cut(
      double[] x, double[] first, double[] second, double[] third, double[] fourth, int top) {
    double m1 = rounder(top);
    double m2 = rounder(top - 1);
    double m3 = rounder(top - 2);
    double m4 = rounder(top - 3);
    for (int i = 0; i < WIDTH; i++) {
      double rest = x[i];
      double multiple = (rest + m1) - m1;
      first[i] += multiple;
      rest -= multiple;
      multiple = (rest + m2) - m2;
      second[i] += multiple;
      rest -= multiple;
      multiple = (rest + m3) - m3;
      third[i] += multiple;
      rest -= multiple;
      fourth[i] += (rest + m4) - m4;
    }
  }

  /** Whether a magnitude's bits are above a bound: those of NaN are above all. */
  private static boolean exceeds(long bound, double[] x) {
    long s0 = 0;
    long s1 = 0;
    long s2 = 0;
    long s3 = 0;
    for (int i = 0; i < WIDTH; i += 4) {
      s0 |= bound - (Double.doubleToRawLongBits(x[i]) & Long.MAX_VALUE);
      s1 |= bound - (Double.doubleToRawLongBits(x[i + 1]) & Long.MAX_VALUE);
      s2 |= bound - (Double.doubleToRawLongBits(x[i + 2]) & Long.MAX_VALUE);
      s3 |= bound - (Double.doubleToRawLongBits(x[i + 3]) & Long.MAX_VALUE);
    }
    return (s0 | s1 | s2 | s3) < 0;
  }

  private static double largest(double[] x) {
    double largest = 0;
    for (int i = 0; i < WIDTH; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    return largest;
  }

  void raise(int to) {
    for (int bin = Math.max(top, to - KEPT); bin < to && !empty; bin++) {
      double[] dropped = sums[KEPT - 1];
      Arrays.fill(dropped, 0);
      System.arraycopy(sums, 0, sums, 1, KEPT - 1);
      sums[0] = dropped;
    }
    set(to);
  }

  /** Adds sums of other elements at the same places. */
  void merge(Bins other) {
    if (other.empty) {
      return;
    }
    if (other.top > top) {
      raise(other.top);
    }
    zeroIfEmpty();
    for (int bin = top - other.top; bin < KEPT; bin++) {
      merge(sums[bin], other.sums[bin - (top - other.top)]);
    }
  }

  private static void merge(double[] sums, double[] others) {
    for (int i = 0; i < WIDTH; i++) {
      sums[i] += others[i];
    }
  }

  private void set(int newTop) {
    top = newTop;
    reach = reachOf(newTop);
  }

  static boolean isTop(int bin) {
    return bin >= LOWEST && bin <= HIGHEST;
  }

  /** The sums of all bins: the two highest are added exactly, and the total is rounded. */
  void total(double[] into) {
    zeroIfEmpty();
    total(sums[0], sums[1], sums[2], sums[3], into);
  }

  private static void total(
      double[] first, double[] second, double[] third, double[] fourth, double[] into) {
    for (int i = 0; i < WIDTH; i++) {
      double a = first[i];
      double b = second[i];
      double high = a + b;
      double part = high - a;
      double low = (a - (high - part)) + (b - part);
      into[i] = high + (low + (third[i] + fourth[i]));
    }
  }
}
