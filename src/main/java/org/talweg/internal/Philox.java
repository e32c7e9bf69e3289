// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * Philox4x32-10 for 128 counters at a time: ten rounds that turn a counter of 128 bits into 128
 * random bits under a key of 64. Each round is a loop over all counters, which the compiler turns
 * into vector instructions; words are kept in longs for the sake of the products. The loops have
 * one length whatever is asked for, so they are compiled alike in every program.
 */
public final class Philox {
  /** Words that one counter gives. */
  public static final int WORDS = 4;

  private static final int COUNTERS = 128;

  /** Words that one call gives. */
  public static final int BATCH = WORDS * COUNTERS;

  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int KEY_STEP_0 = 0x9E3779B9;
  private static final int KEY_STEP_1 = 0xBB67AE85;
  private static final long WORD = 0xFFFF_FFFFL;

  private final long[] c0 = new long[COUNTERS];
  private final long[] c1 = new long[COUNTERS];
  private final long[] c2 = new long[COUNTERS];
  private final long[] c3 = new long[COUNTERS];
  private final int[] ints = new int[BATCH];
  private final long[] longs = new long[BATCH];

  /** A generator to work in. */
  public Philox() {}

  /**
   * The words of the counters {@code low}, {@code low + step}, {@code low + 2 · step} …, one
   * counter's after the other's.
   *
   * @param high the upper half of every counter, words 2 and 3
   * @param low the lower half of the first counter, words 0 and 1
   * @return the words, valid until the next call
   */
  public int[] ints(long high, long low, long step, long key) {
    run(high, low, step, key);
    copy(c0, ints, 0);
    copy(c1, ints, 1);
    copy(c2, ints, 2);
    copy(c3, ints, 3);
    return ints;
  }

  /**
   * The same for two series of counters, whose words become the upper and the lower halves.
   *
   * @param upper the lower half of the first counter of the first series
   * @param lower the same of the second series
   * @return the pairs of words, valid until the next call
   */
  public long[] longs(long high, long upper, long lower, long step, long key) {
    run(high, upper, step, key);
    copyUpper(c0, longs, 0);
    copyUpper(c1, longs, 1);
    copyUpper(c2, longs, 2);
    copyUpper(c3, longs, 3);
    run(high, lower, step, key);
    add(c0, longs, 0);
    add(c1, longs, 1);
    add(c2, longs, 2);
    add(c3, longs, 3);
    return longs;
  }

  private void run(long high, long low, long step, long key) {
    for (int i = 0; i < COUNTERS; i++) {
      long counter = low + i * step;
      c0[i] = counter & WORD;
      c1[i] = counter >>> 32;
      c2[i] = high & WORD;
      c3[i] = high >>> 32;
    }
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      round(c0, c1, c2, c3, key0 & WORD, key1 & WORD);
      key0 += KEY_STEP_0;
      key1 += KEY_STEP_1;
    }
  }

  private static void round(long[] c0, long[] c1, long[] c2, long[] c3, long key0, long key1) {
    for (int i = 0; i < COUNTERS; i++) {
      long product0 = c0[i] * MULTIPLIER_0;
      long product1 = c2[i] * MULTIPLIER_1;
      c0[i] = (product1 >>> 32) ^ c1[i] ^ key0;
      c1[i] = product1 & WORD;
      c2[i] = (product0 >>> 32) ^ c3[i] ^ key1;
      c3[i] = product0 & WORD;
    }
  }

  private static void copy(long[] words, int[] out, int at) {
    for (int i = 0; i < COUNTERS; i++) {
      out[WORDS * i + at] = (int) words[i];
    }
  }

  private static void copyUpper(long[] words, long[] out, int at) {
    for (int i = 0; i < COUNTERS; i++) {
      out[WORDS * i + at] = words[i] << Integer.SIZE;
    }
  }

  private static void add(long[] words, long[] out, int at) {
    for (int i = 0; i < COUNTERS; i++) {
      out[WORDS * i + at] += words[i];
    }
  }
}
