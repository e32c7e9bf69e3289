// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.talweg.tensor.Shape;

/** Gains that PyTorch does not have; its own are in a golden file. */
class GainTest {
  /** 1 / (σ′(0) · √(1 + σ(0)²)) with σ(0) = ½ and σ′(0) = ¼, which the paper rounds to 3.6. */
  @Test
  void kumarsSigmoidFollowsFromItsFormula() {
    assertThat(Gain.sigmoidKumar()).isCloseTo(4 / Math.sqrt(1 + 0.25), within(0.03));
  }

  @Test
  void aSirensLayersHaveThePapersBound() {
    double bound = VarianceScaling.uniform().withGain(Gain.sine(30)).bound(Fan.of(256, 256));
    assertThat(bound).isCloseTo(Math.sqrt(6.0 / 256) / 30, within(1e-17));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gain.sine(0))
        .withMessage("omega0 must be positive and finite, but was 0.0");
  }

  private static DoubleUnaryOperator activation(NormalizerFreeGain gain) {
    return switch (gain) {
      case IDENTITY -> x -> x;
      case CELU, ELU -> x -> x > 0 ? x : Math.expm1(x);
      case GELU -> x -> x * cumulative(x);
      case LEAKY_RELU -> x -> x > 0 ? x : 0.01 * x;
      case LOG_SIGMOID -> x -> -Math.log1p(Math.exp(-x));
      case RELU -> x -> Math.max(0, x);
      case RELU6 -> x -> Math.min(Math.max(0, x), 6);
      case SELU -> x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case SILU -> x -> x / (1 + Math.exp(-x));
      case SOFT_SIGN -> x -> x / (1 + Math.abs(x));
      case SOFTPLUS -> x -> Math.log1p(Math.exp(x));
      case TANH -> Math::tanh;
    };
  }

  /** The authors' figures are estimates from samples; an exchanged row would be off by far more. */
  @ParameterizedTest
  @EnumSource
  void normalizerFreeGainsRestoreTheVariance(NormalizerFreeGain gain) {
    DoubleUnaryOperator f = activation(gain);
    double mean = expectation(f);
    double variance = expectation(x -> (f.applyAsDouble(x) - mean) * (f.applyAsDouble(x) - mean));
    assertThat(gain.value()).isCloseTo(1 / Math.sqrt(variance), within(0.005 * gain.value()));
  }

  /** E f(x) for a standard normal x, by the trapezoid rule, which is exact to 1e-6 here. */
  private static double expectation(DoubleUnaryOperator f) {
    double step = 1e-3;
    double sum = 0;
    for (double x = -10; x < 10; x += step) {
      sum += f.applyAsDouble(x) * Math.exp(-x * x / 2);
    }
    return sum * step / Math.sqrt(2 * Math.PI);
  }

  private static double cumulative(double x) {
    return 0.5 + NormalDistribution.centred(x); // held against 50 digits in its own test
  }

  @Test
  void scaleIsTheSquareOfTheGain() {
    Fan fan = Fan.outputFirst(Shape.of(8, 8));
    assertThat(VarianceScaling.normal().withScale(2)).isEqualTo(He.normal());
    assertThat(VarianceScaling.uniform().withScale(3).bound(fan))
        .isCloseTo(Math.sqrt(9.0 / 8), within(1e-15));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VarianceScaling.normal().withScale(0))
        .withMessage("scale must be positive and finite, but was 0.0");
  }
}
