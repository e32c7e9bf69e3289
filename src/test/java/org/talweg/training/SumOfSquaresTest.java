package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumOfSquaresTest {
  private final SumOfSquares sum = new SumOfSquares();

  private static double exact(double[] x, int from, int to) {
    BigDecimal total = BigDecimal.ZERO;
    for (int i = from; i < to; i++) {
      total = total.add(new BigDecimal(x[i]).pow(2));
    }
    return total.doubleValue();
  }

  /** Twelve levels of pairs, each within 2⁻²⁴: below 13·2⁻²⁴ in the worst case. */
  @Test
  void floatsAreSummedToSinglePrecisionAtEveryLength() {
    for (int length = 0; length <= SumOfSquares.BLOCK; length += length < 1100 ? 1 : 97) {
      SplittableRandom random = new SplittableRandom(length);
      float[] x = new float[length + 5];
      double[] wide = new double[length + 5];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (random.nextDouble() * 2 - 1);
        wide[i] = x[i];
      }
      double expected = exact(wide, 3, length + 3);
      assertThat(sum.of(x, 3, length + 3))
          .as("length %d", length)
          .isEqualTo(expected, within(expected * 13 * 0x1p-24));
    }
  }

  @Test
  void doublesAreSummedToDoublePrecision() {
    for (int length : new int[] {0, 1, 7, 8, 9, 100, 4096}) {
      double[] x = new SplittableRandom(length).doubles(length, -1, 1).toArray();
      double expected = exact(x, 0, length);
      assertThat(sum.of(x, 0, length)).isEqualTo(expected, within(expected * 1e-15 + 1e-300));
    }
  }

  @Test
  void squaresOutsideTheRangeOfSinglePrecisionCountInFull() {
    for (float size : new float[] {1e-30f, 1e-21f, 1e20f, 3e38f}) {
      float[] x = new float[2000];
      Arrays.fill(x, size);
      assertThat(sum.of(x, 0, 2000))
          .isEqualTo(2000 * ((double) size * size), within((double) size * size * 1e-9));
    }
  }

  @Test
  void oneNonFiniteElementShows() {
    for (int length : new int[] {1, 100, 3000}) {
      for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
        float[] x = new float[length];
        x[length / 2] = bad;
        assertThat(Double.isFinite(sum.of(x, 0, length))).isFalse();
      }
    }
  }
}
