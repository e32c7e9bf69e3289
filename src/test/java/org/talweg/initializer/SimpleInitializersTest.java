// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

/** Constant, Normal and Uniform: what they ignore, their edges, their errors. */
class SimpleInitializersTest {
  private static final Fan FAN = Fan.of(3, 4);
  private static final RandomStream STREAM = RandomStream.of(1, "w");

  private static double[] filled(Initializer initializer, int size) {
    double[] values = new double[size];
    initializer.fill(DoubleTensor.wrap(values, size), FAN, STREAM);
    return values;
  }

  @Test
  void aConstantFillsEveryElement() {
    assertThat(filled(Constant.of(0.1), 5)).containsOnly(0.1);
    assertThat(filled(Constant.ones(), 5)).containsOnly(1);
    float[] values = {1, 2, 3};
    Constant.zeros().fill(FloatTensor.wrap(values, 3));
    assertThat(values).containsOnly(0);
    Constant.of(0.1).fill(Parameter.of("b", FloatTensor.wrap(values, 3)));
    assertThat(values).containsOnly(0.1f);
  }

  @Test
  void theFanDoesNotMatterWhereItIsIgnored() {
    for (Initializer initializer : new Initializer[] {Uniform.of(-2, 3), Normal.of(1, 2)}) {
      double[] other = new double[9];
      initializer.fill(DoubleTensor.wrap(other, 9), Fan.of(500, 1), STREAM);
      assertThat(other).isEqualTo(filled(initializer, 9));
    }
  }

  @Test
  void overloadsWithoutAFanGiveTheSameValues() {
    double[] values = new double[9];
    DoubleTensor tensor = DoubleTensor.wrap(values, 9);
    Parameter parameter = Parameter.of("w", tensor);
    Uniform.of(-2, 3).fill(tensor, STREAM);
    assertThat(values).isEqualTo(filled(Uniform.of(-2, 3), 9));
    Normal.of(1, 2).fill(parameter, 1);
    assertThat(values).isEqualTo(filled(Normal.of(1, 2), 9));
    Uniform.of(-2, 3).fill(parameter, 1);
    assertThat(values).isEqualTo(filled(Uniform.of(-2, 3), 9));
    Normal.of(1, 2).fill(tensor, STREAM);
    assertThat(values).isEqualTo(filled(Normal.of(1, 2), 9));
  }

  @Test
  void theGradientOfAParameterStays() {
    double[] gradient = {5, 6};
    Parameter parameter = Parameter.of("w", DoubleTensor.zeros(2), DoubleTensor.wrap(gradient, 2));
    He.normal().fill(parameter, FAN, 1);
    assertThat(gradient).containsExactly(5, 6);
    assertThat(parameter.gradient().tensor().size()).isEqualTo(2);
  }

  @Test
  void aTensorWithoutElementsIsFilled() {
    assertThat(filled(Uniform.of(0, 1), 0)).isEmpty();
    assertThat(filled(Normal.of(0, 1), 0)).isEmpty();
    assertThat(filled(Constant.ones(), 0)).isEmpty();
  }

  @Test
  void aDistributionWithoutWidthIsAConstant() {
    assertThat(filled(Uniform.of(0.1, 0.1), 50)).containsOnly(0.1);
    assertThat(filled(Normal.of(0.1, 0), 50)).containsOnly(0.1);
  }

  @Test
  void roundingNeverLeavesTheBounds() {
    double[][] bounds = {
      {1, Math.nextUp(1.0)},
      {Math.nextDown(0.1), 0.1},
      {0.1, 0.3},
      {0, Double.MIN_VALUE},
      {-Double.MAX_VALUE, Double.MAX_VALUE}
    };
    for (double[] bound : bounds) {
      assertThat(Arrays.stream(filled(Uniform.of(bound[0], bound[1]), 500)))
          .as("%s to %s", bound[0], bound[1])
          .allMatch(x -> bound[0] <= x && x <= bound[1]);
    }
  }

  @Test
  void invalidArgumentsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Constant.of(Double.NaN))
        .withMessage("value must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Uniform.of(2, 1))
        .withMessage("low must not exceed high, but low was 2.0 and high 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Uniform.of(Double.NEGATIVE_INFINITY, 1))
        .withMessage("low must be finite, but was -Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Uniform.of(0, Double.NaN))
        .withMessage("high must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normal.of(Double.NaN, 1))
        .withMessage("mean must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normal.of(0, -1))
        .withMessage("std must be zero or positive, and finite, but was -1.0");
  }

  @Test
  void valuesBeyondTheTypeAreRefused() {
    FloatTensor tensor = FloatTensor.zeros(2);
    for (Initializer initializer :
        new Initializer[] {Constant.of(-1e39), Uniform.of(-1e39, 0), Normal.of(1e39, 0)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> initializer.fill(tensor, FAN, STREAM))
          .withMessage(
              "the values may be as large as 1.0E39, but the tensor is FLOAT32 [2],"
                  + " whose largest value is 3.4028234663852886E38");
      assertThat(tensor.array()).containsOnly(0);
    }
    assertThat(filled(Constant.of(-1e39), 2)).containsOnly(-1e39);
  }
}
