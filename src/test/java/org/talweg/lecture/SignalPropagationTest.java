// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.initializer.Gain;
import org.talweg.initializer.He;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.LeCun;
import org.talweg.initializer.VarianceScaling;
import org.talweg.initializer.Xavier;

/**
 * The mean square q of the activations, from layer to layer. Given a layer's input, each unit's sum
 * is normal with variance n·Var(w)·q, so the next q is the average of n independent φ(√(n·Var(w)·q)
 * · ξ)². The expectation follows by integration; the relative deviation of one layer is the
 * standard deviation of φ² over its mean, divided by √n, and deviations of ten layers add up in
 * squares (or to less, where φ saturates). Bounds are at four deviations.
 */
class SignalPropagationTest {
  private static final long SEED = 20;
  private static final int LAYERS = DeepNetwork.LAYERS;

  static Stream<Arguments> rightPairs() {
    return Stream.of(
        pair("He normal, ReLU", He.normal(), 2, Activation.RELU, 1, 1),
        pair("He uniform, ReLU", He.uniform(), 2, Activation.RELU, 1, 1),
        pair("He, leaky ReLU", He.normal(0.1), 2 / 1.01, Activation.LEAKY_RELU, 1, 1),
        pair("LeCun, linear", LeCun.uniform(), 1, Activation.LINEAR, 1, 1),
        pair("LeCun, SELU", LeCun.normal(), 1, Activation.SELU, 1, 1),
        pair("Xavier normal, tanh", Xavier.normal(), 1, Activation.TANH, 0.05, 0.4),
        pair("Xavier uniform, tanh", Xavier.uniform(), 1, Activation.TANH, 0.05, 0.4),
        pair("gain, tanh", tanhGain(), 25.0 / 9, Activation.TANH, 0.3, 0.6),
        pair("Xavier, sigmoid", Xavier.normal(), 1, Activation.SIGMOID, 0.25, 0.3));
  }

  private static Arguments pair(
      String name,
      Initializer initializer,
      double weightVariance,
      Activation activation,
      double low,
      double high) {
    return Arguments.of(name, initializer, weightVariance, activation, low, high);
  }

  private static VarianceScaling tanhGain() {
    return Xavier.normal().withGain(Gain.tanh());
  }

  /** The variance is n·Var(w); low and high bound the expected q of all ten layers. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rightPairs")
  void theRightPairKeepsTheSignal(
      String name,
      Initializer initializer,
      double variance,
      Activation activation,
      double low,
      double high) {
    double[][] layers = DeepNetwork.run(initializer, activation, SEED);
    double expected = 1;
    double squaredDeviation = 0;
    for (int layer = 1; layer <= LAYERS; layer++) {
      double scale = Math.sqrt(variance * expected);
      double mean = Gaussian.expectation(x -> square(activation.applyAsDouble(scale * x)));
      double meanOfSquare =
          Gaussian.expectation(x -> square(square(activation.applyAsDouble(scale * x))));
      squaredDeviation += (meanOfSquare / (mean * mean) - 1) / DeepNetwork.WIDTH;
      expected = mean;
      assertThat(expected).as("%s, layer %d", name, layer).isBetween(low - 1e-6, high + 1e-6);
      assertThat(Math.log(DeepNetwork.meanSquare(layers[layer]) / expected))
          .as("%s, layer %d, seed %d: log of q over its expectation", name, layer, SEED)
          .isCloseTo(0, within(4 * Math.sqrt(squaredDeviation)));
    }
  }

  private static double square(double x) {
    return x * x;
  }
}
