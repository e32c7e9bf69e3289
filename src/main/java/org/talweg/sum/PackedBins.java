// SPDX-License-Identifier: Apache-2.0
package org.talweg.sum;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bins as bytes. A bin's sums are small multiples of its unit, so they are written as integers of
 * no more bits than the largest of the block needs: after n vectors at most 21 + log₂(n), and about
 * half the logarithm if they are of both signs. Two bins share bytes, if both fit into 64 bits.
 *
 * <p>A block is its top, the bits of each bin, and then for each element the integers of the first
 * two bins and those of the last two.
 */
final class PackedBins {
  /** The bits of sums that are too large for integers: they are written as they are. */
  private static final int RAW = 64;

  private static final int HEADER = 1 + Bins.KEPT;

  /** Writes eight bytes at any place. */
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Eight more than all that is written, so that a long can be written over the end. */
  private final byte[] bytes = new byte[HEADER + (Bins.KEPT * Bins.WIDTH + 1) * Long.BYTES];

  private final int[] bits = new int[Bins.KEPT];
  private final long[][] integers = new long[Bins.KEPT][Bins.WIDTH];

  /** Writes a block of which the first elements are used. */
  void write(Bins block, int size, DataOutput out) throws IOException {
    bytes[0] = (byte) block.top();
    for (int bin = 0; bin < Bins.KEPT; bin++) {
      bits[bin] = toIntegers(block.sums(bin), Bins.rounder(block.top() - bin), integers[bin]);
      bytes[1 + bin] = (byte) bits[bin];
    }
    int end = HEADER;
    for (int bin = 0; bin < Bins.KEPT; bin += 2) {
      end = pack(bin, size, end);
    }
    out.write(bytes, 0, end);
  }

  /**
   * Multiples of a unit: the sum of one and the rounder has the unit in its last bit.
   *
   * @return the bits that the largest needs
   */
  private static int toIntegers(double[] sums, double rounder, long[] into) {
    long zero = Double.doubleToRawLongBits(rounder);
    long magnitudes = 0;
    for (int i = 0; i < Bins.WIDTH; i++) {
      long integer = Double.doubleToRawLongBits(sums[i] + rounder) - zero;
      magnitudes |= integer ^ (integer >> 63);
      into[i] = integer;
    }
    if (magnitudes >= 1L << 51) { // the rounder's last bit is another unit then
      for (int i = 0; i < Bins.WIDTH; i++) {
        into[i] = Double.doubleToRawLongBits(sums[i]);
      }
      return RAW;
    }
    if (magnitudes == 0 && isZero(into)) {
      return 0;
    }
    return Long.SIZE - Long.numberOfLeadingZeros(magnitudes) + 1;
  }

  /** Whether all numbers are 0, rather than some of them −1. */
  private static boolean isZero(long[] integers) {
    long any = 0;
    for (long integer : integers) {
      any |= integer;
    }
    return any == 0;
  }

  private int pack(int bin, int size, int from) {
    int low = bits[bin];
    int high = bits[bin + 1];
    if (low + high > Long.SIZE) {
      int middle = pack(integers[bin], integers[bin + 1], low, 0, size, from);
      return pack(integers[bin + 1], integers[bin], high, 0, size, middle);
    }
    return pack(integers[bin], integers[bin + 1], low, high, size, from);
  }

  /** Writes the low bits of some integers, and above them those of others. */
  private int pack(long[] lows, long[] highs, int low, int high, int size, int from) {
    int each = bytesOf(low + high);
    if (each == 0) {
      return from;
    }
    long mask = mask(low);
    int at = from;
    if (high == 0) {
      for (int i = 0; i < size; i++) {
        LONG.set(bytes, at, lows[i]);
        at += each;
      }
    } else {
      for (int i = 0; i < size; i++) {
        LONG.set(bytes, at, (highs[i] << low) | (lows[i] & mask));
        at += each;
      }
    }
    return at;
  }

  private static int bytesOf(int bits) {
    return (bits + 7) >> 3;
  }

  private static long mask(int bits) {
    return bits == Long.SIZE ? -1 : (1L << bits) - 1;
  }

  /** Reads a block and adds its sums to those of another. */
  void merge(DataInput in, int size, Bins into) throws IOException {
    in.readFully(bytes, 0, HEADER);
    int top = bytes[0];
    boolean valid = Bins.isTop(top);
    for (int bin = 0; bin < Bins.KEPT; bin++) {
      bits[bin] = bytes[1 + bin];
      valid &= bits[bin] >= 0 && (bits[bin] <= 52 || bits[bin] == RAW);
    }
    if (!valid) {
      throw new InvalidObjectException("no sum: bins from " + top);
    }
    if (top > into.top()) {
      into.raise(top);
    }
    int shift = into.top() - top;
    for (int bin = 0; bin < Bins.KEPT; bin += 2) {
      unpack(bin, size, in);
      for (int k = bin; k < bin + 2 && k + shift < Bins.KEPT; k++) {
        if (bits[k] != 0) {
          add(integers[k], bits[k], Bins.rounder(top - k), size, into.sums(k + shift));
        }
      }
    }
  }

  private void unpack(int bin, int size, DataInput in) throws IOException {
    int low = bits[bin];
    int high = bits[bin + 1];
    if (low + high > Long.SIZE) {
      unpack(low, 0, size, in, integers[bin], integers[bin + 1]);
      unpack(high, 0, size, in, integers[bin + 1], integers[bin]);
    } else {
      unpack(low, high, size, in, integers[bin], integers[bin + 1]);
    }
  }

  private void unpack(int low, int high, int size, DataInput in, long[] lows, long[] highs)
      throws IOException {
    int each = bytesOf(low + high);
    if (each == 0) {
      return;
    }
    in.readFully(bytes, 0, each * size);
    int lowShift = Long.SIZE - low;
    int highShift = Long.SIZE - high - low;
    int at = 0;
    if (high == 0) {
      for (int i = 0; i < size; i++) {
        lows[i] = ((long) LONG.get(bytes, at) << lowShift) >> lowShift;
        at += each;
      }
      return;
    }
    for (int i = 0; i < size; i++) {
      long both = (long) LONG.get(bytes, at);
      lows[i] = low == 0 ? 0 : (both << lowShift) >> lowShift;
      highs[i] = (both << highShift) >> (highShift + low);
      at += each;
    }
  }

  private static void add(long[] integers, int bits, double rounder, int size, double[] sums) {
    if (bits == RAW) {
      for (int i = 0; i < size; i++) {
        sums[i] += Double.longBitsToDouble(integers[i]);
      }
      return;
    }
    long zero = Double.doubleToRawLongBits(rounder);
    for (int i = 0; i < size; i++) {
      sums[i] += Double.longBitsToDouble(zero + integers[i]) - rounder;
    }
  }
}
