// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Epsilon;

/** At the first step m̂ = g and v̂ = g², so Adam moves by η·g / (|g| + ε), whatever the scale. */
class AdamFirstStepTest {
  private static final double RATE = 1e-3;

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-4, 1e-2, 1, 3, 1e2, 1e4, 1e6})
  void theFirstStepHasTheSizeOfTheRateAndTheSignOfDescent(double size) {
    double expected = RATE * size / (size + 1e-8);
    assertThat(expected).as("the rate itself, to 1 %%").isBetween(0.99 * RATE, RATE);
    for (double sign : new double[] {1, -1}) {
      assertThat(sign * Weight.ofDouble(Adam.of(RATE)).move(sign * size))
          .isCloseTo(-expected, within(1e-14 * expected));
      // Ten roundings of 2⁻²⁴ each.
      assertThat(sign * Weight.ofFloat(Adam.of(RATE)).move(sign * size))
          .isCloseTo(-expected, within(6e-7 * expected));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-4, 1e-2, 1, 1e6})
  void aSmallEpsilonMakesItTheRateEvenForSmallGradients(double size) {
    Adam adam = Adam.of(RATE).withEpsilon(1e-20);
    assertThat(Weight.ofDouble(adam).move(size)).isCloseTo(-RATE, within(2e-14 * RATE));
    assertThat(Weight.ofFloat(adam).move(size)).isCloseTo(-RATE, within(6e-7 * RATE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-4, 1e-2, 1, 1e6})
  void withEpsilonInsideTheRootItShrinksForGradientsBelowTheRootOfEpsilon(double size) {
    double expected = RATE * size / Math.sqrt(size * size + 1e-8);
    Adam slide = Adam.of(RATE).withEpsilon(Epsilon.insideRoot(1e-8));
    assertThat(Weight.ofDouble(slide).move(size)).isCloseTo(-expected, within(1e-14 * expected));
    assertThat(Weight.ofFloat(slide).move(size)).isCloseTo(-expected, within(6e-7 * expected));
  }

  /** A constant gradient c has m̂ = c and v̂ = c² at every step, if both corrections are right. */
  @Test
  void aConstantGradientKeepsThatSizeForever() {
    Weight weight = Weight.ofDouble(Adam.of(RATE));
    double expected = RATE * 0.5 / (0.5 + 1e-8);
    for (int t = 1; t <= 10_000; t++) {
      assertThat(weight.move(0.5)).as("step %d", t).isCloseTo(-expected, within(1e-12 * expected));
    }
  }

  @Test
  void sgdsFirstStepGrowsWithTheGradient() {
    for (double size : new double[] {1e-6, 1, 1e6}) {
      assertThat(Weight.ofDouble(Sgd.of(RATE)).move(size)).isEqualTo(-RATE * size);
    }
  }
}
