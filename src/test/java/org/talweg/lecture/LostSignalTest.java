// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.talweg.initializer.He;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.LeCun;
import org.talweg.initializer.Normal;
import org.talweg.initializer.Xavier;

/**
 * Signals that vanish or saturate on their way through ten layers, for want of the right weights.
 */
class LostSignalTest {
  private static final long SEED = 20;
  private static final int LAYERS = DeepNetwork.LAYERS;

  private static double lastMeanSquare(Initializer initializer, Activation activation) {
    return DeepNetwork.meanSquare(DeepNetwork.run(initializer, activation, SEED)[LAYERS]);
  }

  /**
   * ReLU passes factors through: weights narrower by √2, from the same stream, halve q ten times.
   */
  @Test
  void withoutHesFactorReluHalvesTheSignalInEveryLayer() {
    double he = lastMeanSquare(He.normal(), Activation.RELU);
    for (Initializer wrong : new Initializer[] {LeCun.normal(), Xavier.normal()}) {
      assertThat(lastMeanSquare(wrong, Activation.RELU) / he)
          .as("%s, seed %d", wrong, SEED)
          .isCloseTo(0x1p-10, within(1e-12 * 0x1p-10));
    }
  }

  /**
   * n·0.01² / 2 in place of 1 for each layer; for tanh, |tanh x| ≤ |x| gives at most twice that.
   */
  @Test
  void aDeviationOfOneHundredthMakesTheSignalVanish() {
    Initializer narrow = Normal.of(0, 0.01);
    double expected = Math.pow(DeepNetwork.WIDTH * 1e-4 / 2, LAYERS);
    assertThat(
            lastMeanSquare(narrow, Activation.RELU) / lastMeanSquare(He.normal(), Activation.RELU))
        .isCloseTo(expected, within(1e-12 * expected));
    assertThat(lastMeanSquare(narrow, Activation.TANH)).isLessThan(1e-12).isPositive();
  }

  private static double saturated(double[] outputs, double low, double high) {
    return (double) Arrays.stream(outputs).filter(a -> a < low || a > high).count()
        / outputs.length;
  }

  /**
   * Sums have a deviation of √(512·q): 22 with q near 1 for tanh, 16 with q near ½ for the sigmoid.
   * The range in which the output is not yet within 1 % of its limit, ±2.65 and ±4.60, then holds
   * about 10 % and 23 % of the units.
   */
  @Test
  void aDeviationOfOneSaturatesTanhAndSigmoid() {
    double[][] tanh = DeepNetwork.run(Normal.of(0, 1), Activation.TANH, SEED);
    double[][] sigmoid = DeepNetwork.run(Normal.of(0, 1), Activation.SIGMOID, SEED);
    for (int layer = 1; layer <= LAYERS; layer++) {
      assertThat(saturated(tanh[layer], -0.99, 0.99))
          .as("tanh, layer %d", layer)
          .isBetween(0.88, 0.93);
      assertThat(saturated(sigmoid[layer], 0.01, 0.99)).as("layer %d", layer).isBetween(0.72, 0.86);
    }
  }

  @Test
  void xavierSaturatesNeither() {
    double[][] tanh = DeepNetwork.run(Xavier.normal(), Activation.TANH, SEED);
    double[][] sigmoid = DeepNetwork.run(Xavier.normal(), Activation.SIGMOID, SEED);
    for (int layer = 1; layer <= LAYERS; layer++) {
      assertThat(saturated(tanh[layer], -0.99, 0.99)).as("tanh, layer %d", layer).isLessThan(0.01);
      assertThat(saturated(sigmoid[layer], 0.01, 0.99)).as("layer %d", layer).isLessThan(1e-3);
    }
  }
}
