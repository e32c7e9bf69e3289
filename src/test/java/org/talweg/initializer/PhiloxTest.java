// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.talweg.internal.Philox;

/** Against the known answers that the authors publish with Random123. */
class PhiloxTest {
  private static final int BATCH = 512;

  private static int[] words(long high, long low, long step, long key) {
    return new Philox().ints(high, low, step, key);
  }

  /** The words of the first counter, in hexadecimal digits as in the published file. */
  private static String first(long high, long low, long key) {
    int[] words = words(high, low, 1, key);
    return String.format("%08x %08x %08x %08x", words[0], words[1], words[2], words[3]);
  }

  // Random123, tests/kat_vectors: the lines "philox4x32 10", counter, key, answer.
  @Test
  void zerosGiveThePublishedAnswer() {
    assertThat(first(0, 0, 0)).isEqualTo("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
  }

  @Test
  void onesGiveThePublishedAnswer() {
    assertThat(first(-1, -1, -1)).isEqualTo("408f276d 41c83b0e a20bc7c6 6d5451fd");
  }

  @Test
  void theDigitsOfPiGiveThePublishedAnswer() {
    // counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0; first words are lowest
    assertThat(first(0x03707344_13198a2eL, 0x85a308d3_243f6a88L, 0x299f31d0_a4093822L))
        .isEqualTo("d16cfe09 94fdcceb 5001e420 24126ea1");
  }

  @Test
  void everyCounterOfABatchIsWorkedOutAsIfItWereTheFirst() {
    long low = 0xffff_fff0L; // the lower word overflows within the batch
    int[] batch = words(5, low, 2, 9);
    for (int i = 0; i < BATCH / 4; i++) {
      int[] alone = words(5, low + 2L * i, 2, 9);
      for (int word = 0; word < 4; word++) {
        assertThat(batch[4 * i + word]).as("counter %d, word %d", i, word).isEqualTo(alone[word]);
      }
    }
  }

  @Test
  void wordsFillBothHalvesOfLongs() {
    Philox philox = new Philox();
    int[] upper = words(5, 6, 2, 9);
    int[] lower = words(5, 70, 2, 9);
    for (int time = 0; time < 2; time++) { // the second time over what the first has left
      long[] longs = philox.longs(5, 6, 70, 2, 9);
      for (int i = 0; i < BATCH; i++) {
        assertThat((int) (longs[i] >>> 32)).as("upper half of word %d", i).isEqualTo(upper[i]);
        assertThat((int) longs[i]).as("lower half of word %d", i).isEqualTo(lower[i]);
      }
    }
  }

  // The streams were worked out apart from this library, with a Philox in Python that has the
  // published answers, and FNV-1a of the name.
  @Test
  void aStreamHasTheBitsOfItsFormula() {
    long[] bits = new long[8];
    RandomStream.of(42, "layer1.weight").bits(0, bits, 8);
    assertThat(bits)
        .containsExactly(
            0x5c2f190309dfd950L,
            0x7669b86130aa9ccfL,
            0xf70c64248a1ee307L,
            0x0538f55a9998679cL,
            0xe803aa9ac60b21c9L,
            0x631567915f10d5f0L,
            0xcfc950e7419de5b1L,
            0xe26bd7e2dbc98ac7L);
  }

  @Test
  void farElementsHaveTheBitsOfTheFormulaToo() {
    long[] bits = new long[5];
    RandomStream.of(42, "layer1.weight").bits(1L << 40, bits, 5);
    assertThat(bits)
        .containsExactly(
            0xa506b6ca6187845cL,
            0x75e66582d580451aL,
            0x048db26ba76a5302L,
            0x076cdd8ef9cb1289L,
            0xabfe0631416026f1L);
  }

  @Test
  void aNegativeSeedIsReadAsUnsigned() {
    long[] bits = new long[2];
    RandomStream.of(-1, "b").bits(0, bits, 2);
    assertThat(bits).containsExactly(0x1788295f0078ab6bL, 0x3a8d1e4197b70abbL);
  }
}
