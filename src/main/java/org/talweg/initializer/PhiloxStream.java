// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Philox;

/** The bits of element i come from counters 2⌊i / 4⌋ (upper half) and 2⌊i / 4⌋ + 1 (lower half). */
record PhiloxStream(long seed, long nameHash) implements RandomStream {
  @Override
  public void bits(long first, long[] destination, int count) {
    bits(first, destination, count, new Philox());
  }

  @Override
  public void upperBits(long first, int[] destination, int count) {
    upperBits(first, destination, count, new Philox());
  }

  /** {@link #bits(long, long[], int)} with a generator to work in, whatever it did before. */
  void bits(long first, long[] destination, int count, Philox philox) {
    check(first, count, destination.length);
    for (int done = 0; done < count; ) {
      long block = (first + done) / Philox.WORDS;
      int skipped = (int) ((first + done) % Philox.WORDS);
      int length = Math.min(Philox.BATCH - skipped, count - done);
      long[] words = philox.longs(nameHash, 2 * block, 2 * block + 1, 2, seed);
      System.arraycopy(words, skipped, destination, done, length);
      done += length;
    }
  }

  /** {@link #upperBits(long, int[], int)} with a generator to work in. */
  void upperBits(long first, int[] destination, int count, Philox philox) {
    check(first, count, destination.length);
    for (int done = 0; done < count; ) {
      long block = (first + done) / Philox.WORDS;
      int skipped = (int) ((first + done) % Philox.WORDS);
      int length = Math.min(Philox.BATCH - skipped, count - done);
      int[] words = philox.ints(nameHash, 2 * block, 2, seed);
      System.arraycopy(words, skipped, destination, done, length);
      done += length;
    }
  }

  private static void check(long first, int count, int length) {
    Objects.checkFromIndexSize(0, count, length);
    Objects.checkFromIndexSize(first, count, Long.MAX_VALUE);
  }
}
