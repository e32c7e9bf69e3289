// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.talweg.tensor.DoubleTensor;

class RandomStreamTest {
  private static long[] draw(RandomStream stream, long first, int count) {
    long[] bits = new long[count];
    stream.bits(first, bits, count);
    return bits;
  }

  @Test
  void everyRangeIsAPartOfTheWhole() {
    RandomStream stream = RandomStream.of(7, "w");
    long[] whole = draw(stream, 0, 40);
    for (int first = 0; first <= 12; first++) {
      for (int count = 0; count <= 20; count++) {
        long[] part = draw(stream, first, count);
        for (int i = 0; i < count; i++) {
          assertThat(part[i])
              .as("element %d of [%d, +%d)", i, first, count)
              .isEqualTo(whole[first + i]);
        }
      }
    }
  }

  @Test
  void rangesLongerThanABatchAreNoDifferent() {
    RandomStream stream = RandomStream.of(7, "w");
    long[] whole = draw(stream, 0, 3000);
    for (int first : new int[] {0, 1, 2, 3, 509, 510, 512, 700}) {
      assertThat(draw(stream, first, 3000 - first))
          .as("from %d", first)
          .isEqualTo(Arrays.copyOfRange(whole, first, 3000));
    }
  }

  @Test
  void theUpperBitsAreTheUpperHalf() {
    RandomStream stream = RandomStream.of(7, "w");
    for (int first : new int[] {0, 1, 2, 3, 511, 1 << 20}) {
      for (int count : new int[] {0, 1, 5, 600, 1500}) {
        long[] bits = draw(stream, first, count);
        int[] upper = new int[count + 1];
        stream.upperBits(first, upper, count);
        assertThat(upper[count]).as("beyond the count").isZero();
        for (int i = 0; i < count; i++) {
          assertThat(upper[i]).as("element %d + %d", first, i).isEqualTo((int) (bits[i] >>> 32));
        }
      }
    }
    int[] upper = new int[3];
    RandomStream.of(new Random(5)).upperBits(0, upper, 3);
    Random expected = new Random(5);
    for (int bits : upper) {
      assertThat(bits).isEqualTo((int) (expected.nextLong() >>> 32));
    }
  }

  @Test
  void nothingIsWrittenBeyondTheCount() {
    long[] bits = new long[12];
    RandomStream.of(7, "w").bits(3, bits, 7);
    assertThat(bits).endsWith(0, 0, 0, 0, 0);
    assertThat(bits[6]).isNotZero();
  }

  @Test
  void seedAndNameBothChangeTheStream() {
    long[] bits = draw(RandomStream.of(7, "w"), 0, 8);
    assertThat(draw(RandomStream.of(8, "w"), 0, 8)).doesNotContain(bits);
    assertThat(draw(RandomStream.of(7, "v"), 0, 8)).doesNotContain(bits);
    assertThat(draw(RandomStream.of(7, "w"), 0, 8)).isEqualTo(bits);
  }

  @Test
  void aGeneratorsStreamIsItsSequenceOfLongs() {
    RandomStream stream = RandomStream.of(new Random(5));
    Random expected = new Random(5);
    for (long bits : draw(stream, 0, 5)) {
      assertThat(bits).isEqualTo(expected.nextLong());
    }
    for (long bits : draw(stream, 0, 3)) {
      assertThat(bits).as("a second draw goes on").isEqualTo(expected.nextLong());
    }
  }

  @Test
  void aGeneratorIsAskedForNothingButLongs() {
    int[] calls = {0};
    RandomStream stream =
        RandomStream.of(
            () -> {
              calls[0]++;
              return 0x8000_0000_0000_0000L; // as a number: just above ½
            });
    double[] values = new double[10];
    Uniform.of(-1, 1).fill(DoubleTensor.wrap(values, 10), stream);
    assertThat(calls[0]).isEqualTo(10);
    assertThat(values).containsOnly(0x1p-52);
  }

  @Test
  void uniformNumbersAreOpenExactAndSymmetric() {
    assertThat(RandomStream.uniform(0)).isEqualTo(0x1p-53);
    assertThat(RandomStream.uniform(-1)).isEqualTo(1 - 0x1p-53);
    assertThat(RandomStream.uniform(1L << 63)).isEqualTo(0.5 + 0x1p-53);
    assertThat(RandomStream.uniform(0x0fff)).as("the low 12 bits are not used").isEqualTo(0x1p-53);
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      long bits = random.nextLong();
      assertThat(RandomStream.uniform(~bits))
          .as("seed %d, draw %d", seed, i)
          .isEqualTo(1 - RandomStream.uniform(bits));
    }
  }

  @Test
  void impossibleRangesAreRefused() {
    for (RandomStream stream :
        new RandomStream[] {RandomStream.of(1, "w"), RandomStream.of(new Random(1))}) {
      assertThatThrownBy(() -> stream.bits(0, new long[3], 4))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> stream.bits(0, new long[3], -1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> stream.bits(-1, new long[3], 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> stream.upperBits(0, new int[3], 4))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> stream.upperBits(-1, new int[3], 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
