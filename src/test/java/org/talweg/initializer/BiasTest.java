// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;

class BiasTest {
  private static float[] filled(Initializer initializer) {
    FloatTensor tensor = FloatTensor.wrap(new float[] {7, 7, 7, 7, 7, 7, 7, 7}, 8);
    initializer.fill(tensor, Fan.of(1, 1), RandomStream.of(1, "b"));
    return tensor.array();
  }

  @Test
  void zerosAreZero() {
    assertThat(filled(Bias.zeros())).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.01, 0.3, 0.5, 0.999})
  void theLogisticFunctionOfThePriorIsTheProbability(double probability) {
    double bias = Bias.prior(probability).value();
    assertThat(1 / (1 + Math.exp(-bias))).isCloseTo(probability, within(1e-14 * probability));
  }

  /** RetinaNet's, as its users write it out: −4.59512. */
  @Test
  void onePerCentIsRetinaNets() {
    assertThat(Bias.prior(0.01).value()).isCloseTo(-4.59512, within(5e-6));
  }

  @Test
  void aProbabilityLiesBetweenZeroAndOne() {
    for (double probability : new double[] {0, 1, -0.5, 2, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Bias.prior(probability))
          .withMessage("probability must be above 0 and below 1, but was " + probability);
    }
  }

  @Test
  void pyTorchsLinearBiasHasTheWeightsFan() {
    assertThat(Bias.linear(Fan.outputFirst(Shape.of(10, 16)))).isEqualTo(Uniform.of(-0.25, 0.25));
    assertThat(Bias.linear(Fan.outputFirst(Shape.of(10, 16, 2, 2))))
        .isEqualTo(Uniform.of(-0.125, 0.125));
  }

  @Test
  void onlyTheForgetGateHasTheValue() {
    assertThat(filled(Bias.forgetGate("ifgo"))).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    assertThat(filled(Bias.forgetGate("iofc", 2))).containsExactly(0, 0, 0, 0, 2, 2, 0, 0);
    assertThat(filled(Bias.forgetGate("fi"))).containsExactly(1, 1, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void theGatesAreStatedAndChecked() {
    for (String gates : new String[] {"", "igo", "iffo", "iifg"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Bias.forgetGate(gates))
          .withMessage(
              "gates must be different letters with an f among them, such as \"ifgo\", but was \""
                  + gates
                  + "\"");
    }
    FloatTensor tensor = FloatTensor.zeros(10);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Bias.forgetGate("ifgo").fill(tensor, Fan.of(1, 1), RandomStream.of(1, "b")))
        .withMessage(
            "the tensor must hold the same number of units for each of the gates ifgo,"
                + " but is FLOAT32 [10]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bias.forgetGate("ifgo", Double.NaN))
        .withMessage("value must be finite, but was NaN");
  }
}
