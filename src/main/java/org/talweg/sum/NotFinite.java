// SPDX-License-Identifier: Apache-2.0
package org.talweg.sum;

/** Which elements have had a NaN or an infinity: three flags for each. */
final class NotFinite {
  private static final int NAN = 1;
  private static final int POSITIVE = 2;
  private static final int NEGATIVE = 4;

  private final byte[] flags;

  NotFinite(int length) {
    flags = new byte[length];
  }

  byte[] flags() {
    return flags;
  }

  static int flag(double x) {
    if (Double.isNaN(x)) {
      return NAN;
    }
    return x > Bins.LIMIT ? POSITIVE : x < -Bins.LIMIT ? NEGATIVE : 0;
  }

  /** The sum where a flag is set. */
  static double value(int flags) {
    return switch (flags) {
      case POSITIVE -> Double.POSITIVE_INFINITY;
      case NEGATIVE -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  /** Notes what is not finite and puts 0 in its place. */
  void take(double[] x, int from, int size) {
    for (int i = 0; i < size; i++) {
      int flag = flag(x[i]);
      if (flag != 0) {
        flags[from + i] |= (byte) flag;
        x[i] = 0;
      }
    }
  }

  void merge(NotFinite other) {
    for (int i = 0; i < flags.length; i++) {
      flags[i] |= other.flags[i];
    }
  }

  /** Overwrites sums that are not finite. */
  void give(double[] sums, int from, int size) {
    for (int i = 0; i < size; i++) {
      if (flags[from + i] != 0) {
        sums[i] = value(flags[from + i]);
      }
    }
  }
}
