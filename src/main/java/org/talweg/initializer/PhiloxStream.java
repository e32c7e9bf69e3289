package org.talweg.initializer;

import java.util.Objects;

/** Element i has word i mod 4 of block ⌊i / 4⌋. */
record PhiloxStream(long seed, long nameHash) implements RandomStream {
  private static final int WORDS = 4;

  @Override
  public void bits(long first, long[] destination, int count) {
    Objects.checkFromIndexSize(0, count, destination.length);
    Objects.checkFromIndexSize(first, count, Long.MAX_VALUE);
    int done = 0;
    if (first % WORDS != 0) {
      done = partOfBlock(first, destination, 0, count);
    }
    for (; done <= count - WORDS; done += WORDS) {
      Philox.block((first + done) / WORDS, 0, 0, 0, seed, nameHash, destination, done);
    }
    if (done < count) {
      partOfBlock(first + done, destination, done, count);
    }
  }

  /** Draws up to the end of the first element's block, or to count; returns where it stopped. */
  private int partOfBlock(long first, long[] destination, int from, int count) {
    long[] block = new long[WORDS];
    Philox.block(first / WORDS, 0, 0, 0, seed, nameHash, block, 0);
    int word = (int) (first % WORDS);
    int length = Math.min(WORDS - word, count - from);
    System.arraycopy(block, word, destination, from, length);
    return from + length;
  }
}
