package org.talweg.initializer;

import java.util.Objects;

/** The bits of element i come from counters 2⌊i / 4⌋ (upper half) and 2⌊i / 4⌋ + 1 (lower half). */
record PhiloxStream(long seed, long nameHash) implements RandomStream {
  @Override
  public void bits(long first, long[] destination, int count) {
    check(first, count, destination.length);
    Philox philox = new Philox();
    long[] words = new long[Philox.BATCH];
    for (int done = 0; done < count; ) {
      long block = (first + done) / Philox.WORDS;
      int skipped = (int) ((first + done) % Philox.WORDS);
      int length = Math.min(Philox.BATCH - skipped, count - done);
      philox.run(nameHash, 2 * block, 2, seed);
      philox.copyToUpper(words);
      philox.run(nameHash, 2 * block + 1, 2, seed);
      philox.addTo(words);
      System.arraycopy(words, skipped, destination, done, length);
      done += length;
    }
  }

  @Override
  public void upperBits(long first, int[] destination, int count) {
    check(first, count, destination.length);
    Philox philox = new Philox();
    int[] words = new int[Philox.BATCH];
    for (int done = 0; done < count; ) {
      long block = (first + done) / Philox.WORDS;
      int skipped = (int) ((first + done) % Philox.WORDS);
      int length = Math.min(Philox.BATCH - skipped, count - done);
      philox.run(nameHash, 2 * block, 2, seed);
      philox.copyTo(words);
      System.arraycopy(words, skipped, destination, done, length);
      done += length;
    }
  }

  private static void check(long first, int count, int length) {
    Objects.checkFromIndexSize(0, count, length);
    Objects.checkFromIndexSize(first, count, Long.MAX_VALUE);
  }
}
