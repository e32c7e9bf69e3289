// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.tensor.DoubleTensor;

/**
 * Samples against their distributions. Every bound comes from an inequality that holds for any
 * sample of the right distribution with a probability of at least 1 − {@value #FALSE_ALARM}; the
 * seeds are fixed besides.
 */
class DistributionTest {
  private static final double FALSE_ALARM = 1e-9;
  private static final int SIZE = 200_000;
  private static final Fan FAN = Fan.of(300, 100);

  private static double[] sample(Initializer initializer, long seed) {
    double[] values = new double[SIZE];
    initializer.fill(DoubleTensor.wrap(values, SIZE), FAN, RandomStream.of(seed, "w"));
    return values;
  }

  /** Hoeffding: the mean of n numbers in a range is within range · √(ln(2/α) / 2n) of its own. */
  private static double hoeffding(double range, int size) {
    return range * Math.sqrt(Math.log(2 / FALSE_ALARM) / (2 * size));
  }

  /** Dvoretzky, Kiefer, Wolfowitz, Massart: the distance exceeds √(ln(2/α) / 2n) with chance α. */
  private static void assertDistributed(double[] values, DoubleUnaryOperator cumulative) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = cumulative.applyAsDouble(sorted[i]);
      distance = Math.max(distance, (i + 1.0) / sorted.length - expected);
      distance = Math.max(distance, expected - (double) i / sorted.length);
    }
    assertThat(distance)
        .as("distance of Kolmogorov and Smirnov")
        .isLessThan(Math.sqrt(Math.log(2 / FALSE_ALARM) / (2 * sorted.length)));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double meanSquare(double[] values) {
    return Arrays.stream(values).map(x -> x * x).sum() / values.length;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, Long.MIN_VALUE})
  void uniformWeightsFillTheirWholeSymmetricRange(long seed) {
    double bound = 0.1; // √(3/300)
    double[] values = sample(LeCun.uniform(), seed);
    assertThat(Arrays.stream(values)).allMatch(x -> Math.abs(x) < bound);
    assertThat(mean(values)).isCloseTo(0, within(hoeffding(2 * bound, SIZE)));
    assertThat(meanSquare(values)).isCloseTo(1.0 / 300, within(hoeffding(bound * bound, SIZE)));
    assertDistributed(values, x -> (x + bound) / (2 * bound));
    // none of n numbers in the outer part q of the range: (1 − q)ⁿ = α / 2
    double outer = -Math.log(FALSE_ALARM / 2) / SIZE;
    assertThat(Arrays.stream(values).min().orElseThrow()).isLessThan(-bound + 2 * bound * outer);
    assertThat(Arrays.stream(values).max().orElseThrow()).isGreaterThan(bound - 2 * bound * outer);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, Long.MIN_VALUE})
  void normalWeightsHaveTheirVariance(long seed) {
    double std = Math.sqrt(2.0 / 300);
    double[] values = sample(He.normal(), seed);
    // The mean is normal with std / √n; beyond 6.2 standard deviations lie 6e-10.
    assertThat(mean(values)).isCloseTo(0, within(6.2 * std / Math.sqrt(SIZE)));
    // Laurent and Massart: χ² of n degrees leaves n − 2√(nx) … n + 2√(nx) + 2x with chance 2·e⁻ˣ.
    double x = Math.log(2 / FALSE_ALARM);
    double chiSquare = meanSquare(values) * SIZE / (std * std);
    assertThat(chiSquare)
        .isBetween(SIZE - 2 * Math.sqrt(SIZE * x), SIZE + 2 * Math.sqrt(SIZE * x) + 2 * x);
    assertDistributed(values, w -> cumulativeNormal(w / std));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aGeneratorsNumbersAreDistributedTheSame(long seed) {
    double[] values = new double[SIZE];
    DoubleTensor tensor = DoubleTensor.wrap(values, SIZE);
    RandomStream stream = RandomStream.of(new Random(seed));
    Uniform.of(-1, 3).fill(tensor, stream);
    assertDistributed(values, x -> (x + 1) / 4);
    Normal.of(2, 3).fill(tensor, stream);
    assertDistributed(values, x -> cumulativeNormal((x - 2) / 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 1024})
  void neighboursAreUncorrelated(int lag) {
    double[] values = sample(Uniform.of(-1, 1), 3);
    double[] products = new double[SIZE / (2 * lag) * lag];
    for (int i = 0; i < products.length; i++) { // no number in two products
      int at = i / lag * 2 * lag + i % lag;
      products[i] = values[at] * values[at + lag];
    }
    assertThat(mean(products)).isCloseTo(0, within(hoeffding(2, products.length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"w2", "W", "layer.w", ""})
  void parametersOfDifferentNamesAreUncorrelated(String name) {
    double[] one = sample(Uniform.of(-1, 1), 3);
    double[] other = new double[SIZE];
    Uniform.of(-1, 1).fill(DoubleTensor.wrap(other, SIZE), RandomStream.of(3, name));
    double[] products = new double[SIZE];
    Arrays.setAll(products, i -> one[i] * other[i]);
    assertThat(mean(products)).isCloseTo(0, within(hoeffding(2, SIZE)));
  }

  /**
   * Φ by the power series of {@link ExactNormal}, in double: good to 1e-10 in the sample's range.
   */
  private static double cumulativeNormal(double z) {
    double term = z;
    double sum = z;
    for (int odd = 3; Math.abs(term) > 1e-17; odd += 2) {
      term *= z * z / odd;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
