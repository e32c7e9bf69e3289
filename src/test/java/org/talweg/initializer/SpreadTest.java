// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.tensor.Shape;

class SpreadTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "0.05, 0.05",
    "0.163299316, 0.1633",
    "100, 100",
    "1234.56, 1235",
    "10, 10",
    "-0.5, -0.5",
    "0.000012345, 1.235e-05",
    "12345678, 1.235e+07"
  })
  void numbersHaveFourDigits(double value, String text) {
    assertThat(Spread.digits(value)).isEqualTo(text);
  }

  @Test
  void everyInitializerTellsItsWidth() {
    Fan matrix = Fan.outputFirst(Shape.of(25, 16));
    Fan kernel = Fan.outputFirst(Shape.of(25, 16, 3));
    assertThat(LeCun.normal().spread(matrix)).isEqualTo("σ = 0.25");
    assertThat(LeCun.fanInUniform().spread(matrix)).isEqualTo("±0.25");
    assertThat(LeCun.truncatedNormal().spread(matrix)).isEqualTo("σ = 0.25, ±0.5684");
    assertThat(Normal.of(0, 0.02).spread(matrix)).isEqualTo("σ = 0.02");
    assertThat(Normal.of(1, 0.02).spread(matrix)).isEqualTo("mean 1, σ = 0.02");
    assertThat(Uniform.of(-1, 1).spread(matrix)).isEqualTo("±1");
    assertThat(Uniform.of(0, 1).spread(matrix)).isEqualTo("0 to 1");
    assertThat(TruncatedNormal.of(0, 1, -2, 3).spread(matrix)).isEqualTo("σ = 1, -2 to 3");
    assertThat(Constant.of(0.1).spread(matrix)).isEqualTo("0.1");
    assertThat(Identity.of().spread(matrix)).isEqualTo("diagonal 1");
    assertThat(Orthogonal.of(2).spread(matrix)).isEqualTo("gain 2");
    assertThat(Sparse.of(0.25).spread(matrix)).isEqualTo("σ = 0.01, 25 % zero");
    assertThat(Dirac.of().spread(kernel)).isEqualTo("centre 1");
    assertThat(DeltaOrthogonal.of().spread(kernel)).isEqualTo("gain 1");
    assertThat(Bias.forgetGate("ifgo").spread(matrix)).isEqualTo("forget gate 1");
    Initializer lambda = (tensor, fan, random) -> {};
    assertThat(lambda.spread(matrix)).isEmpty();
  }
}
