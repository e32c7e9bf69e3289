// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import org.talweg.internal.NormalQuantile;
import org.talweg.internal.Philox;
import org.talweg.tensor.DataType;

/**
 * Random numbers for the elements of one tensor, a block at a time. Bits become numbers in loops
 * over the whole block, however few are asked for, so that these are compiled into vector
 * instructions in every program.
 */
final class Draws {
  private final RandomStream random;
  private final DataType dataType;
  private final Philox philox = new Philox();
  private final int[] upper = new int[Elements.BLOCK];
  private final long[] bits;
  private final double[] centred = new double[Elements.BLOCK];

  private Draws(RandomStream random, DataType dataType) {
    this.random = random;
    this.dataType = dataType;
    this.bits = new long[dataType == DataType.FLOAT32 ? 0 : Elements.BLOCK];
  }

  /** Numbers as fine as the type needs: 2³² different ones for floats, 2⁵² for doubles. */
  static Draws of(RandomStream random, DataType dataType) {
    return new Draws(random, dataType);
  }

  /** Uniform numbers in (−½, ½), symmetric about zero. */
  void uniform(long first, double[] block, int count) {
    if (dataType == DataType.FLOAT32) {
      upperBits(first, count);
      centre(upper, block);
    } else {
      bits(first, count);
      centre(bits, block);
    }
  }

  /** Normal numbers of mean zero and variance one. */
  void normal(long first, double[] block, int count) {
    uniform(first, centred, count);
    NormalQuantile.of(centred, block, count);
  }

  private void upperBits(long first, int count) {
    if (random instanceof PhiloxStream stream) {
      stream.upperBits(first, upper, count, philox);
    } else {
      random.upperBits(first, upper, count);
    }
  }

  private void bits(long first, int count) {
    if (random instanceof PhiloxStream stream) {
      stream.bits(first, bits, count, philox);
    } else {
      random.bits(first, bits, count);
    }
  }

  // Read as signed with the top bit flipped, bits are their unsigned value less one half of all.
  private static void centre(int[] bits, double[] block) {
    for (int i = 0; i < Elements.BLOCK; i++) {
      block[i] = ((bits[i] ^ Integer.MIN_VALUE) + 0.5) * 0x1p-32;
    }
  }

  private static void centre(long[] bits, double[] block) {
    for (int i = 0; i < Elements.BLOCK; i++) {
      block[i] = (((bits[i] ^ Long.MIN_VALUE) >> 12) + 0.5) * 0x1p-52;
    }
  }
}
