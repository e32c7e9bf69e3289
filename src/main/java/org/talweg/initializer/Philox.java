package org.talweg.initializer;

/** Philox4x64-10: ten rounds that turn a counter of 256 bits into 256 random bits under a key. */
final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
  private static final long MULTIPLIER_1 = 0xCA5A826395121157L;
  private static final long KEY_STEP_0 = 0x9E3779B97F4A7C15L;
  private static final long KEY_STEP_1 = 0xBB67AE8584CAA73BL;

  private Philox() {}

  /**
   * Writes the four words of one block to {@code out[at]} and after.
   *
   * @param c0 the counter, least significant word first
   * @param k0 the key
   */
  static void block(long c0, long c1, long c2, long c3, long k0, long k1, long[] out, int at) {
    for (int round = 0; round < ROUNDS; round++) {
      long high0 = highTimesLargeConstant(c0, MULTIPLIER_0);
      long low0 = c0 * MULTIPLIER_0;
      long high1 = highTimesLargeConstant(c2, MULTIPLIER_1);
      long low1 = c2 * MULTIPLIER_1;
      c0 = high1 ^ c1 ^ k0;
      c1 = low1;
      c2 = high0 ^ c3 ^ k1;
      c3 = low0;
      k0 += KEY_STEP_0;
      k1 += KEY_STEP_1;
    }
    out[at] = c0;
    out[at + 1] = c1;
    out[at + 2] = c2;
    out[at + 3] = c3;
  }

  /**
   * The upper 64 bits of an unsigned product. Read as signed, a factor with its top bit set is 2⁶⁴
   * too small, so the other factor is missing from the upper half: always for the constant, whose
   * top bit must be set, and for x when it is negative. (Math.unsignedMultiplyHigh came with 18.)
   */
  private static long highTimesLargeConstant(long x, long constant) {
    return Math.multiplyHigh(x, constant) + x + ((x >> 63) & constant);
  }
}
