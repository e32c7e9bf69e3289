// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

class TruncatedNormalTest {
  private static final double FALSE_ALARM = 1e-9;
  private static final int SIZE = 100_000;

  private static double[] sample(TruncatedNormal initializer, long seed) {
    double[] values = new double[SIZE];
    initializer.fill(DoubleTensor.wrap(values, SIZE), RandomStream.of(seed, "w"));
    return values;
  }

  private static double cumulative(double z) {
    return ExactNormal.cumulative(new BigDecimal(z)).doubleValue();
  }

  /**
   * The bounds hold, and the sample follows the part of the distribution between them: distance of
   * Dvoretzky, Kiefer, Wolfowitz and Massart, exceeded with a chance of 1e-9, at 500 places.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 1, -2, 2", // PyTorch's defaults
    "0, 0.02, -2, 2", // as often used: bounds that truncate nothing
    "0.1, 0.3, -0.5, 0.7", // Keras' at two deviations
    "0, 1, 0, 10", // one side
    "1, 2, -3, -1", // both bounds below the mean
    "0, 1, 4, 5", // in the tail
    "0, 1, -5, -4",
    "-3, 0.5, -2.5, 100",
    "0, 1, -0.001, 0.001"
  })
  void theSampleFollowsThePartBetweenTheBounds(double mean, double std, double low, double high) {
    long seed = 6;
    double[] values = sample(TruncatedNormal.of(mean, std, low, high), seed);
    Arrays.sort(values);
    assertThat(values[0]).isGreaterThanOrEqualTo(low);
    assertThat(values[SIZE - 1]).isLessThanOrEqualTo(high);
    double from = cumulative((low - mean) / std);
    double to = cumulative(Math.min((high - mean) / std, 20)); // 1 to the last digit
    double bound = Math.sqrt(Math.log(2 / FALSE_ALARM) / (2 * SIZE));
    for (int i = 0; i < SIZE; i += SIZE / 500) {
      double expected = (cumulative((values[i] - mean) / std) - from) / (to - from);
      assertThat((double) i / SIZE)
          .as("seed %d, share below %s", seed, values[i])
          .isCloseTo(expected, within(bound));
    }
  }

  /** √(1 − 4φ(2) / (2Φ(2) − 1)), to 50 digits. */
  @Test
  void theCorrectionIsTheDeviationThatIsLeft() {
    BigDecimal two = BigDecimal.valueOf(2);
    double lost =
        4
            * ExactNormal.density(two).doubleValue()
            / (2 * ExactNormal.cumulative(two).doubleValue() - 1);
    assertThat(TruncatedNormal.DEVIATION_WITHIN_TWO).isCloseTo(Math.sqrt(1 - lost), within(1e-15));
    TruncatedNormal corrected = TruncatedNormal.ofDeviation(1, 0.5);
    assertThat(corrected.std()).isCloseTo(0.5 / 0.8796256610342398, within(1e-15));
    assertThat(corrected.high()).isCloseTo(1 + 1 / 0.8796256610342398, within(1e-15));
    assertThat(corrected.low()).isCloseTo(1 - 1 / 0.8796256610342398, within(1e-15));
  }

  /** The mean square of numbers within ±r is within r² · √(ln(2/α) / 2n) of its own (Hoeffding). */
  @Test
  void theDeviationAskedForIsTheSamples() {
    TruncatedNormal initializer = TruncatedNormal.ofDeviation(0, 0.05);
    double meanSquare = Arrays.stream(sample(initializer, 7)).map(x -> x * x).sum() / SIZE;
    double range = initializer.high() * initializer.high();
    double bound = range * Math.sqrt(Math.log(2 / FALSE_ALARM) / (2 * SIZE));
    assertThat(meanSquare).isCloseTo(0.05 * 0.05, within(bound));
  }

  @Test
  void symmetricBoundsReachBothEnds() {
    double[] values = sample(TruncatedNormal.atTwoDeviations(0, 1), 8);
    // the density at the bound is φ(2) / 0.954 = 0.0566: none within 0.005 of it has a chance of
    // exp(−100000 · 0.00028) = 5e-13
    assertThat(Arrays.stream(values).min().orElseThrow()).isBetween(-2.0, -1.995);
    assertThat(Arrays.stream(values).max().orElseThrow()).isBetween(1.995, 2.0);
  }

  @Test
  void floatsKeepTheBoundsOfTheirType() {
    float[] values = new float[SIZE];
    TruncatedNormal.of(0, 1, -0.1, 0.1)
        .fill(FloatTensor.wrap(values, SIZE), RandomStream.of(9, "w"));
    for (float value : values) {
      assertThat(value).isBetween(-0.1f, 0.1f);
    }
  }

  @Test
  void allOverloadsGiveTheSameValues() {
    TruncatedNormal initializer = TruncatedNormal.of(0, 1, -1, 2);
    DoubleTensor one = DoubleTensor.zeros(700);
    DoubleTensor other = DoubleTensor.zeros(700);
    initializer.fill(one, RandomStream.of(3, "w"));
    initializer.fill(Parameter.of("w", other), 3);
    assertThat(other.array()).isEqualTo(one.array());
    initializer.fill(other, Fan.of(1, 1), RandomStream.of(4, "w"));
    assertThat(other.array()).isNotEqualTo(one.array());
  }

  @Test
  void invalidArgumentsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TruncatedNormal.of(Double.NaN, 1, -2, 2))
        .withMessage("mean must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TruncatedNormal.of(0, 0, -2, 2))
        .withMessage("std must be positive and finite, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TruncatedNormal.of(0, 1, Double.NEGATIVE_INFINITY, 2))
        .withMessage("low must be finite, but was -Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TruncatedNormal.of(0, 1, -2, Double.NaN))
        .withMessage("high must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TruncatedNormal.of(0, 1, 2, 2))
        .withMessage("low must be below high, but low was 2.0 and high 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TruncatedNormal.of(0, 1, 8, 9))
        .withMessageStartingWith(
            "low and high must hold at least 1.0E-6 of the normal distribution,"
                + " but between 8.0 and 9.0 lies ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TruncatedNormal.ofDeviation(0, -1))
        .withMessage("deviation must be positive and finite, but was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TruncatedNormal.of(0, 1e38, -1e39, 0)
                    .fill(FloatTensor.zeros(2), RandomStream.of(1, "w")))
        .withMessageStartingWith("the values may be as large as 1.0E39");
  }
}
