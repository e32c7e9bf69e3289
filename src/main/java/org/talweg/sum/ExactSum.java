// SPDX-License-Identifier: Apache-2.0
package org.talweg.sum;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact sum of numbers, rounded once: for losses from threads, processes or partitions that end
 * in no order. Its {@link #value} is the number nearest to the sum (of two, the even one), whatever
 * was added before, after or elsewhere.
 *
 * <pre>{@code
 * ExactSum sum = ExactSum.zero(); // one for each thread
 * for (...) { sum.add(loss(example)); }
 * total.merge(sum); // in any order
 * double loss = total.value();
 * }</pre>
 *
 * <p>It is a fixed-point number that has room for every {@code double}: 68 digits of 32 bits, from
 * 2⁻¹⁰⁷⁴ up (U. Kulisch's long accumulator). The value is NaN if a NaN was added, or both
 * infinities; infinite if one was, or if the sum is out of range. A sum of zeros is 0, never −0.
 *
 * <p>Adding and merging allocate nothing. Used by one thread at a time. For vectors there is {@link
 * ReproducibleSum}.
 */
public final class ExactSum {
  /** The first word of a written sum. */
  private static final int FORMAT = 0x7a1e6511;

  /** Shifts of a 53-bit number go up to 2045; 2³³ more bits are room for 2⁶³ of the largest. */
  private static final int DIGITS = 68;

  private static final long DIGIT = 0xffff_ffffL;

  /** A number adds less than 2³³ to a digit, and 2³⁰ of them do not reach 2⁶³. */
  private static final int BEFORE_CARRY = 1 << 28;

  private static final int EXPONENT_OF_LAST_BIT = -1074;

  /** Least first, in units of 2^(32 i − 1074); each below 2⁶³ in magnitude. */
  private final long[] digits = new long[DIGITS];

  private int sinceCarry;
  private int notFinite;

  private ExactSum() {}

  /** {@return a sum of no numbers} */
  public static ExactSum zero() {
    return new ExactSum();
  }

  /**
   * Adds a number.
   *
   * @param x the number
   */
  public void add(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    if (exponent == 0x7ff) {
      notFinite |= NotFinite.flag(x);
      return;
    }
    long fraction = bits & ((1L << 52) - 1);
    long magnitude = exponent == 0 ? fraction : fraction | 1L << 52;
    int shift = Math.max(exponent, 1) - 1;
    int digit = shift >>> 5;
    long low = (magnitude & DIGIT) << (shift & 31);
    long high = (magnitude >>> 32) << (shift & 31);
    long sign = bits >> 63; // 0 or -1: (x ^ sign) - sign is ±x
    digits[digit] += ((low & DIGIT) ^ sign) - sign;
    digits[digit + 1] += (((low >>> 32) + (high & DIGIT)) ^ sign) - sign;
    digits[digit + 2] += ((high >>> 32) ^ sign) - sign;
    if (++sinceCarry == BEFORE_CARRY) {
      carry();
    }
  }

  /** Brings all digits but the last, which has the sign, to between 0 and 2³² − 1. */
  private void carry() {
    for (int i = 0; i < DIGITS - 1; i++) {
      digits[i + 1] += digits[i] >> 32;
      digits[i] &= DIGIT;
    }
    sinceCarry = 1;
  }

  /**
   * Adds all numbers of another sum.
   *
   * @param other the other sum; its value stays
   * @throws IllegalArgumentException if it is this very sum
   */
  public void merge(ExactSum other) {
    requireNonNull(other, "other");
    if (other == this) {
      throw new IllegalArgumentException("other must be another sum, but was this one");
    }
    if (sinceCarry + other.sinceCarry >= BEFORE_CARRY) {
      carry();
    }
    for (int i = 0; i < DIGITS; i++) {
      digits[i] += other.digits[i];
    }
    sinceCarry += other.sinceCarry;
    notFinite |= other.notFinite;
    if (sinceCarry >= BEFORE_CARRY) {
      carry();
    }
  }

  /** {@return the number nearest to the sum} */
  public double value() {
    if (notFinite != 0) {
      return NotFinite.value(notFinite);
    }
    carry();
    BigInteger sum = BigInteger.valueOf(digits[DIGITS - 1]);
    for (int i = DIGITS - 2; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(digits[i]));
    }
    return rounded(sum);
  }

  /** The number nearest to a multiple of 2⁻¹⁰⁷⁴. */
  private static double rounded(BigInteger sum) {
    BigInteger magnitude = sum.abs();
    int dropped = Math.max(0, magnitude.bitLength() - 64);
    long head = magnitude.shiftRight(dropped).longValue(); // 64 bits, or all of them
    if (dropped > 0 && magnitude.getLowestSetBit() < dropped) {
      head |= 1; // breaks what looks like a tie
    }
    int tail = Math.max(0, 64 - Long.numberOfLeadingZeros(head) - 53);
    long kept = head >>> tail;
    long rest = head - (kept << tail);
    long half = tail == 0 ? 0 : 1L << (tail - 1);
    if (tail > 0 && (rest > half || (rest == half && (kept & 1) == 1))) {
      kept++;
    }
    return sum.signum() * Math.scalb((double) kept, tail + dropped + EXPONENT_OF_LAST_BIT);
  }

  /** Goes back to a sum of no numbers. */
  public void clear() {
    Arrays.fill(digits, 0);
    sinceCarry = 0;
    notFinite = 0;
  }

  /**
   * Writes everything that {@link #read} needs: 281 bytes. Sums of the same numbers give the same
   * bytes.
   *
   * @param out where to
   * @throws IOException if it can't be written
   */
  public void write(DataOutput out) throws IOException {
    requireNonNull(out, "out");
    carry();
    out.writeInt(FORMAT);
    out.writeByte(notFinite);
    for (int i = 0; i < DIGITS - 1; i++) {
      out.writeInt((int) digits[i]);
    }
    out.writeLong(digits[DIGITS - 1]);
  }

  /**
   * {@return a sum that {@link #write} wrote}
   *
   * @param in where from
   * @throws IOException if it can't be read, or does not hold a sum
   */
  public static ExactSum read(DataInput in) throws IOException {
    requireNonNull(in, "in");
    int format = in.readInt();
    if (format != FORMAT) {
      throw new InvalidObjectException("no sum: format " + format);
    }
    ExactSum sum = new ExactSum();
    sum.notFinite = in.readByte();
    for (int i = 0; i < DIGITS - 1; i++) {
      sum.digits[i] = in.readInt() & DIGIT;
    }
    sum.digits[DIGITS - 1] = in.readLong();
    sum.sinceCarry = 1;
    return sum;
  }

  @Override
  public String toString() {
    return "ExactSum[" + value() + "]";
  }
}
