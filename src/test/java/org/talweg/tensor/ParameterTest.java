// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ParameterTest {
  @Test
  void aParameterHoldsTheCallersTensors() {
    FloatTensor value = FloatTensor.zeros(2, 3);
    FloatTensor gradient = FloatTensor.zeros(2, 3);
    Parameter parameter = Parameter.of("w", value, gradient);
    assertThat(parameter.name()).isEqualTo("w");
    assertThat(parameter.value()).isSameAs(value);
    assertThat(parameter.gradient()).isEqualTo(new Gradient.Dense(gradient));
    assertThat(parameter).hasToString("\"w\" FLOAT32 [2, 3]");
  }

  @Test
  void withoutAGradientOneOfZerosIsMade() {
    Parameter parameter = Parameter.of("w", DoubleTensor.wrap(new double[] {1, 2}, 2));
    Tensor gradient = parameter.gradient().tensor();
    assertThat(((DoubleTensor) gradient).array()).containsExactly(0, 0);
    assertThat(gradient.shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void valueAndGradientHaveOneShapeAndType() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("w", FloatTensor.zeros(2, 3), FloatTensor.zeros(3, 2)))
        .withMessage(
            "parameter \"w\": the value is FLOAT32 [2, 3], but the gradient is FLOAT32 [3, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("w", FloatTensor.zeros(2), DoubleTensor.zeros(2)))
        .withMessage("parameter \"w\": the value is FLOAT32 [2], but the gradient is FLOAT64 [2]");
  }

  @Test
  void valueAndGradientAreDifferentArrays() {
    float[] array = new float[2];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("w", FloatTensor.wrap(array, 2), FloatTensor.wrap(array, 2)))
        .withMessage("parameter \"w\": value and gradient have elements in common");
  }

  @Test
  void aNameIsNotEmptyAndHoldsNoControlCharacters() {
    for (String name : new String[] {"", "a\nb", "\u0000"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Parameter.of(name, FloatTensor.zeros(1)))
          .withMessage(
              "a parameter's name must not be empty or hold control characters, but was \""
                  + name.replace("\n", "\\n").replace("\0", "\\u0000")
                  + "\"");
    }
    assertThat(Parameter.of("encoder/layer 1.gewicht_ä", FloatTensor.zeros(1)).name())
        .isEqualTo("encoder/layer 1.gewicht_ä");
  }
}
