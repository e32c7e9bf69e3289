// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.gradient.ClipByNorm;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Epsilon;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/** Wrong arithmetic that other systems have released. Expected figures are worked out by hand. */
class ReleasedDefectsTest {
  /** Gradients 1 and 3: m = 0.39, v = 0.009999, to be divided by 0.19 and 0.001999. */
  @Test
  void adamDividesByTheRootInsteadOfMultiplying() {
    Weight weight = Weight.ofDouble(Adam.of(0.5));
    weight.move(1);
    double expected = -0.5 * (0.39 / 0.19) / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
    assertThat(weight.move(3)).isCloseTo(expected, within(1e-14));
  }

  @Test
  void clippingBoundsNegativeGradientsToo() {
    double[] weights = {0, 0};
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .transform(ClipByNorm.global(1).exact())
            .parameters(
                Parameter.of(
                    "w", DoubleTensor.wrap(weights, 2), DoubleTensor.wrap(new double[] {-3, 4}, 2)))
            .build();
    trainer.step();
    assertThat(weights[0]).isCloseTo(0.6, within(1e-15));
    assertThat(weights[1]).isCloseTo(-0.8, within(1e-15));
  }

  /**
   * With β₂ = 0.999999, a βᵗ computed in float is off by 1.3 % in its distance to 1, and the step
   * by half of that. A constant gradient must move by the rate at every step.
   */
  @Test
  void biasIsCorrectedInDoublePrecisionForFloatTensorsToo() {
    Weight weight = Weight.ofFloat(Adam.of(0.5).withBetas(0.9, 0.999999));
    for (int t = 1; t <= 1000; t++) {
      assertThat(weight.move(1)).as("step %d", t).isCloseTo(-0.5, within(1e-4 * 0.5));
    }
  }

  /** α = 0.5, gradients 2 and 2: v = 2, 3; velocity 2/√2, then 0.9·2/√2 + 2/√3. */
  @Test
  void rmsPropsMomentumActsWithoutCentering() {
    Weight weight = Weight.ofDouble(RmsProp.of(1).withDecay(0.5).withMomentum(0.9));
    assertThat(weight.move(2)).isCloseTo(-2 / Math.sqrt(2), within(2e-8));
    assertThat(weight.move(2)).isCloseTo(-1.8 / Math.sqrt(2) - 2 / Math.sqrt(3), within(4e-8));
  }

  /** The same, centered: averages of g are 1 and 1.5, variances 2 − 1 and 3 − 2.25. */
  @Test
  void rmsPropsMomentumActsWithCentering() {
    Weight weight =
        Weight.ofDouble(RmsProp.of(1).withDecay(0.5).withMomentum(0.9).withCentered(true));
    assertThat(weight.move(2)).isCloseTo(-2, within(1e-7));
    assertThat(weight.move(2)).isCloseTo(-1.8 - 2 / Math.sqrt(0.75), within(1e-7));
  }

  @Test
  void rmsPropAddsTheSquareOnce() {
    Weight weight = Weight.ofDouble(RmsProp.of(1).withDecay(0.75));
    weight.move(4);
    assertThat(weight.state("square_average")).isEqualTo(4);
    weight.move(0);
    assertThat(weight.state("square_average")).isEqualTo(3);
  }

  @Test
  void anEpsilonThatVanishesInSinglePrecisionIsRefused() {
    for (double epsilon : new double[] {0, 1e-46, 1e-39, -1e-8, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AdaGrad.of(1).withEpsilon(epsilon))
          .withMessageStartingWith("epsilon must be ")
          .withMessageEndingWith("but was " + epsilon);
      assertThatIllegalArgumentException().isThrownBy(() -> RmsProp.of(1).withEpsilon(epsilon));
      assertThatIllegalArgumentException().isThrownBy(() -> Adam.of(1).withEpsilon(epsilon));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Adam.of(1).withEpsilon(Epsilon.insideRoot(epsilon)));
    }
  }

  @Test
  void theSmallestEpsilonStillKeepsAWeightWithoutGradientInPlace() {
    double smallest = 1e-30;
    assertThat(Weight.ofFloat(AdaGrad.of(1).withEpsilon(smallest)).move(0)).isZero();
    assertThat(Weight.ofFloat(RmsProp.of(1).withEpsilon(smallest)).move(0)).isZero();
    Adam adam = Adam.of(1).withBetas(0.9, 0.75);
    assertThat(Weight.ofFloat(adam.withEpsilon(smallest)).move(0)).isZero();
    assertThat(Weight.ofFloat(adam.withEpsilon(Epsilon.insideRoot(smallest))).move(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.1, Double.POSITIVE_INFINITY})
  void aRateThatIsNoRateIsRefusedRatherThanReplaced(double rate) {
    String found = "but was " + rate;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adam.of(rate))
        .withMessageContaining("learningRate must be")
        .withMessageEndingWith(found);
    Weight scheduled = Weight.ofDouble(Sgd.of(step -> step == 2 ? rate : 0.5));
    assertThat(scheduled.move(1)).isEqualTo(-0.5);
    assertThatIllegalStateException()
        .isThrownBy(() -> scheduled.move(1))
        .withMessageContaining("at step 2 it was " + rate);
  }

  @Test
  void aRateOfZeroMovesNothing() {
    assertThat(Weight.ofDouble(Sgd.of(0)).move(1)).isZero();
    assertThat(Weight.ofFloat(Adam.of(0)).move(1)).isZero();
  }

  /** In a loop whose vectorized body and scalar tail round differently, they would not be equal. */
  @Test
  void anElementsResultDoesNotDependOnItsPosition() {
    int size = 1037;
    double[] weights = new double[size];
    double[] gradient = new double[size];
    Trainer trainer =
        Trainer.of(
            Adam.of(0.01),
            Parameter.of("w", DoubleTensor.wrap(weights, size), DoubleTensor.wrap(gradient, size)));
    for (int t = 1; t <= 5000; t++) { // enough for every tier of the compiler
      Arrays.fill(gradient, Math.sin(t));
      trainer.step();
      for (int i = 1; i < size; i++) {
        if (weights[i] != weights[0]) {
          fail("step %d: element %d is %s, element 0 %s", t, i, weights[i], weights[0]);
        }
      }
    }
  }
}
