// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.race.activation.ActivationStudy.Weights;

class ActivationStudyTest {
  private static final long SEED = 1;

  @Test
  void sharesOfALayerSumToOne() {
    for (LayerActivations layer : layers("He", Activation.TANH)) {
      assertThat(Arrays.stream(layer.shares()).sum()).isEqualTo(1, within(1e-9));
    }
  }

  @Test
  void heKeepsTheSpreadOfReluAndXavierLosesIt() {
    assertThat(last("He", Activation.RELU)).isBetween(0.3, 3.0);
    // Each layer halves the variance: 2 to the power of -5 of the first spread.
    assertThat(last("Xavier", Activation.RELU)).isLessThan(0.1);
  }

  @Test
  void standardDeviationOneSaturatesAndOneHundredthVanishes() {
    assertThat(last("σ = 1", Activation.TANH)).isGreaterThan(0.9);
    assertThat(last("σ = 0.01", Activation.TANH)).isLessThan(1e-8);
  }

  private static double last(String weights, Activation activation) {
    List<LayerActivations> layers = layers(weights, activation);
    return layers.get(layers.size() - 1).standardDeviation();
  }

  private static List<LayerActivations> layers(String label, Activation activation) {
    Weights weights =
        ActivationStudy.weights().stream()
            .filter(candidate -> candidate.label().equals(label))
            .findFirst()
            .orElseThrow();
    return ActivationStudy.layers(weights, activation, SEED);
  }
}
