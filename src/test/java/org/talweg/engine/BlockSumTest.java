// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockSumTest {
  private static final int FROM = 3;

  private final BlockSum sum = new BlockSum();

  /** Elements in [−1, 1), some more than are summed on either side. */
  private static float[] floats(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[FROM + count + 5];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return x;
  }

  private static double[] doubles(long seed, int count) {
    return new SplittableRandom(seed).doubles(FROM + count + 5L, -1, 1).toArray();
  }

  private static double[] widened(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  private static double exactSquares(double[] x, int count) {
    BigDecimal total = BigDecimal.ZERO;
    for (int i = FROM; i < FROM + count; i++) {
      total = total.add(new BigDecimal(x[i]).pow(2));
    }
    return total.doubleValue();
  }

  private static double exactMagnitudes(double[] x, int count) {
    BigDecimal total = BigDecimal.ZERO;
    for (int i = FROM; i < FROM + count; i++) {
      total = total.add(new BigDecimal(x[i]).abs());
    }
    return total.doubleValue();
  }

  private static double largest(double[] x, int count) {
    return Arrays.stream(x, FROM, FROM + count).map(Math::abs).max().orElse(0);
  }

  /** Eleven roundings by at most 2⁻²⁴ each; what is added in double precision is far below. */
  @Test
  void squaresOfFloatsAreSummedToSinglePrecision() {
    for (int count = 0; count <= BlockSum.BLOCK; count += count < 20 ? 1 : 37) {
      float[] x = floats(count, count);
      double expected = exactSquares(widened(x), count);
      double unit = count < BlockSum.SHORT ? 0x1p-50 : 0x1p-24 * (1 + 1e-6);
      assertThat(sum.squares(x, FROM, count))
          .as("count %d", count)
          .isEqualTo(expected, within(11 * unit * expected));
    }
  }

  /** Roundings are as often up as down, and the early ones are of small numbers: measured 0.09. */
  @Test
  void squaresOfFloatsErrMuchLessOnAverage() {
    double squaredErrors = 0;
    int seeds = 100;
    for (int seed = 0; seed < seeds; seed++) {
      float[] x = floats(seed, BlockSum.BLOCK);
      double expected = exactSquares(widened(x), BlockSum.BLOCK);
      double error = (sum.squares(x, FROM, BlockSum.BLOCK) - expected) / (expected * 0x1p-24);
      squaredErrors += error * error;
    }
    assertThat(Math.sqrt(squaredErrors / seeds)).isLessThan(0.2);
  }

  /** 512 roundings in a lane by at most 2⁻⁵³ each, as often up as down: the root of 512. */
  @Test
  void doublesAreSummedToAFewUlps() {
    for (int count : new int[] {0, 1, 3, 4, 5, 7, 8, 9, 64, 100, 1000, 4095, 4096}) {
      for (int seed = 0; seed < 10; seed++) {
        double[] x = doubles(seed, count);
        double squares = exactSquares(x, count);
        double magnitudes = exactMagnitudes(x, count);
        assertThat(sum.squares(x, FROM, count))
            .as("count %d, seed %d", count, seed)
            .isEqualTo(squares, within(8 * 0x1p-52 * squares));
        assertThat(sum.magnitudes(x, FROM, count))
            .as("count %d, seed %d", count, seed)
            .isEqualTo(magnitudes, within(8 * 0x1p-52 * magnitudes));
        assertThat(sum.largest(x, FROM, count)).isEqualTo(largest(x, count));
      }
    }
  }

  @Test
  void magnitudesOfFloatsAreSummedInDoublePrecision() {
    for (int count : new int[] {0, 1, 3, 4, 5, 64, 1000, 4096}) {
      float[] x = floats(count, count);
      double expected = exactMagnitudes(widened(x), count);
      assertThat(sum.magnitudes(x, FROM, count))
          .as("count %d", count)
          .isEqualTo(expected, within(8 * 0x1p-52 * expected));
      assertThat(sum.largest(x, FROM, count)).isEqualTo(largest(widened(x), count));
    }
  }

  /** The order as decision 004 has it, in plain loops. */
  private static double folded(float[] x, int count) {
    float[] padded = Arrays.copyOf(Arrays.copyOfRange(x, FROM, FROM + count), BlockSum.BLOCK);
    float[] sums = new float[256];
    for (int i = 0; i < BlockSum.BLOCK; i += 512) {
      for (int j = i; j < i + 256; j++) {
        sums[j - i] += padded[j] * padded[j] + padded[j + 256] * padded[j + 256];
      }
    }
    double[] lanes = new double[8];
    for (int i = 0; i < 64; i++) {
      lanes[i % 8] += (sums[i] + sums[i + 128]) + (sums[i + 64] + sums[i + 192]);
    }
    return together(lanes);
  }

  private static double inLanes(double[] x, int count) {
    double[] lanes = new double[8];
    for (int i = 0; i < count; i++) {
      lanes[i < count - count % 8 ? i % 8 : 0] += x[FROM + i] * x[FROM + i];
    }
    return together(lanes);
  }

  private static double together(double[] lanes) {
    for (int apart = 1; apart < 8; apart *= 2) {
      for (int i = 0; i < 8; i += 2 * apart) {
        lanes[i] += lanes[i + apart];
      }
    }
    return lanes[0];
  }

  /** Blocks are folded as if zeros followed up to 4,096 elements. */
  @Test
  void theOrderDependsOnTheCountAlone() {
    for (int count = 0; count <= BlockSum.BLOCK; count += count < 1100 ? 1 : 107) {
      float[] x = floats(count, count);
      double[] wide = doubles(count, count);
      assertThat(sum.squares(x, FROM, count))
          .as("floats, count %d", count)
          .isEqualTo(count < BlockSum.SHORT ? inLanes(widened(x), count) : folded(x, count));
      assertThat(sum.squares(wide, FROM, count))
          .as("doubles, count %d", count)
          .isEqualTo(inLanes(wide, count));
    }
  }

  @Test
  void placeAndWhatStandsAroundDoNotChangeABit() {
    for (int count : new int[] {10, 319, 320, 700, 4096}) {
      float[] x = floats(count, count);
      double[] wide = doubles(count, count);
      float[] alone = Arrays.copyOfRange(x, FROM, FROM + count);
      double[] wideAlone = Arrays.copyOfRange(wide, FROM, FROM + count);
      sum.squares(floats(99, BlockSum.BLOCK), 0, BlockSum.BLOCK);
      assertThat(sum.squares(x, FROM, count)).isEqualTo(sum.squares(alone, 0, count));
      assertThat(sum.squares(wide, FROM, count)).isEqualTo(sum.squares(wideAlone, 0, count));
      assertThat(sum.magnitudes(wide, FROM, count)).isEqualTo(sum.magnitudes(wideAlone, 0, count));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 100, 0x1.09cf5a29834fdp5, 0x1.09cf5a2759a86p5, 0x1.8fc9b6b7ap5, 0x1.8fc9b6b6700b7p5",
    "2, 700, 0x1.bb99aabcp7, 0x1.bb99aad67a2e8p7, 0x1.579f472f1b2p8, 0x1.579f47383cee9p8",
    "3, 4096, 0x1.5083d538p10, 0x1.5083d532c1d18p10, 0x1.fb709e675acap10, 0x1.fb709e6a8804fp10"
  })
  void theBitsStayWhatTheyAre(
      long seed, int count, String squares, String wideSquares, String norm1, String wideNorm1) {
    assertThat(Double.toHexString(sum.squares(floats(seed, count), FROM, count)))
        .isEqualTo(squares);
    assertThat(Double.toHexString(sum.squares(doubles(seed, count), FROM, count)))
        .isEqualTo(wideSquares);
    assertThat(Double.toHexString(sum.magnitudes(floats(seed, count), FROM, count)))
        .isEqualTo(norm1);
    assertThat(Double.toHexString(sum.magnitudes(doubles(seed, count), FROM, count)))
        .isEqualTo(wideNorm1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.MIN_VALUE, 1e-30f, 1e-21f, 1e20f, Float.MAX_VALUE})
  void squaresOutsideTheRangeOfSinglePrecisionCountInFull(float size) {
    float[] x = new float[2000];
    Arrays.fill(x, size);
    double expected = 2000 * ((double) size * size);
    assertThat(sum.squares(x, 0, 2000)).isEqualTo(expected, within(expected * 1e-13));
    assertThat(sum.magnitudes(x, 0, 2000)).isEqualTo(2000.0 * size, within(size * 1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p-600, 1, 0x1p600})
  void aPowerOfTwoScalesExactly(double size) {
    for (int count : new int[] {0, 1, 9, 1000}) {
      double[] x = doubles(count, count);
      double[] scaled = Arrays.stream(x).map(e -> e * size).toArray();
      assertThat(sum.squares(scaled, FROM, count, 1 / size)).isEqualTo(sum.squares(x, FROM, count));
      float[] narrow = floats(count, count);
      assertThat(sum.squares(narrow, FROM, count, 0x1p-40))
          .isEqualTo(sum.squares(narrow, FROM, count) * 0x1p-80);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100, 320, 3000, 4096})
  void oneNonFiniteElementShowsWhereverItIs(int count) {
    for (int place = 0; place < count; place += 1 + count / 37) {
      for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}) {
        float[] x = floats(count, count);
        x[FROM + place] = bad;
        double[] wide = widened(x);
        Double expected = (double) Math.abs(bad); // boxed: NaN equals NaN
        assertThat(sum.squares(x, FROM, count)).isEqualTo(expected);
        assertThat(sum.squares(x, FROM, count, 0x1p-1000)).isEqualTo(expected);
        assertThat(sum.magnitudes(x, FROM, count)).isEqualTo(expected);
        assertThat(sum.largest(x, FROM, count)).isEqualTo(expected);
        assertThat(sum.squares(wide, FROM, count)).isEqualTo(expected);
        assertThat(sum.squares(wide, FROM, count, 0x1p-1000)).isEqualTo(expected);
        assertThat(sum.magnitudes(wide, FROM, count)).isEqualTo(expected);
        assertThat(sum.largest(wide, FROM, count)).isEqualTo(expected);
      }
    }
  }

  /** The sign of a NaN is none: all of them are above infinity. */
  @Test
  void theLargestIsNaNBesideInfinity() {
    float[] x = {Float.POSITIVE_INFINITY, 1, Float.intBitsToFloat(0xFFC00001), 2};
    double[] wide = {1, Double.longBitsToDouble(0xFFF8_0000_0000_0001L), Double.POSITIVE_INFINITY};
    assertThat(sum.largest(x, 0, 4)).isNaN();
    assertThat(sum.largest(wide, 0, 3)).isNaN();
    assertThat(sum.largest(new float[] {-0f}, 0, 1)).isEqualTo(0.0);
  }

  /** Blocks of zeros take a short way, which must not overlook the smallest number. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 319, 320, 321, 512, 1000, 4095, 4096})
  void zerosAreToldFromTheSmallestNumberWhereverItIs(int count) {
    int[] places = IntStream.of(0, 1, count / 2, count - 1).filter(i -> i < count).toArray();
    for (int sign : new int[] {1, -1}) {
      float[] x = new float[FROM + count + 5];
      Arrays.fill(x, sign * 0f);
      x[FROM - 1] = 1;
      x[FROM + count] = 1;
      assertZero(x, count);
      for (int at : places) {
        x[FROM + at] = -sign * 0f;
        assertZero(x, count);
        x[FROM + at] = Float.MIN_VALUE;
        assertThat(sum.squares(x, FROM, count)).as("at %d", at).isEqualTo(0x1p-298);
        assertThat(sum.largest(x, FROM, count)).as("at %d", at).isEqualTo(Float.MIN_VALUE);
        assertThat(sum.largest(widened(x), FROM, count)).as("at %d", at).isEqualTo(0x1p-149);
        x[FROM + at] = Float.NaN;
        assertThat(sum.squares(x, FROM, count)).as("at %d", at).isNaN();
        assertThat(sum.largest(x, FROM, count)).as("at %d", at).isNaN();
        assertThat(sum.largest(widened(x), FROM, count)).as("at %d", at).isNaN();
        x[FROM + at] = sign * 0f;
      }
    }
  }

  private void assertZero(float[] x, int count) {
    assertThat(sum.squares(x, FROM, count)).isZero();
    assertThat(sum.largest(x, FROM, count)).isZero();
    assertThat(sum.largest(widened(x), FROM, count)).isZero();
  }

  @Test
  void allocatesScratchForTheFirstLongBlockOfFloatsAlone() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] x = floats(1, BlockSum.BLOCK);
    double[] wide = doubles(1, BlockSum.BLOCK);
    allOf(new BlockSum(), x, wide, BlockSum.BLOCK);
    BlockSum fresh = new BlockSum();
    threads.getCurrentThreadAllocatedBytes();

    long start = threads.getCurrentThreadAllocatedBytes();
    allOf(fresh, x, wide, 100);
    long afterShort = threads.getCurrentThreadAllocatedBytes();
    fresh.squares(x, 0, BlockSum.BLOCK);
    long afterFirst = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 200; i++) {
      allOf(fresh, x, wide, BlockSum.BLOCK);
    }
    long end = threads.getCurrentThreadAllocatedBytes();

    assertThat(afterShort - start).isLessThan(1024);
    assertThat(afterFirst - afterShort).isBetween(3 * 1024L, 4 * 1024L);
    // Any allocation by a call would be at least 200 · 16 bytes.
    assertThat(end - afterFirst).isLessThan(200L * 16);
  }

  private static void allOf(BlockSum sum, float[] x, double[] wide, int count) {
    sum.squares(x, 0, count);
    sum.squares(wide, 0, count);
    sum.squares(wide, 0, count, 0.5);
    sum.magnitudes(x, 0, count);
    sum.magnitudes(wide, 0, count);
    sum.largest(x, 0, count);
    sum.largest(wide, 0, count);
  }
}
