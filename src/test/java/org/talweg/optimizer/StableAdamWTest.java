// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class StableAdamWTest {
  private static final double RATE = 0.02;
  private static final double DECAY = 0.3;
  private static final double EPSILON = 1e-3;

  /** The paper's algorithm 2, whose averages are corrected in their decay rates. */
  @ParameterizedTest
  @ValueSource(ints = {1, 12, 1000, 5000})
  void aParameterWhoseGradientsHaveOutgrownTheirSquaresTakesASmallerStep(int size) {
    double[] w = new double[size];
    double[] g = new double[size];
    SplittableRandom random = new SplittableRandom(size);
    Arrays.setAll(w, i -> random.nextGaussian());
    double[] expected = w.clone();
    double[] m = new double[size];
    double[] u = new double[size];
    Trainer trainer =
        Trainer.of(
            StableAdamW.of(RATE).withBetas(0.8, 0.97).withEpsilon(EPSILON).withWeightDecay(DECAY),
            Parameter.of("w", w, g));
    int clipped = 0;
    for (int t = 1; t <= 20; t++) {
      double burst = t % 7 == 0 ? 50 : 1;
      double beta1 = 0.8 * (1 - Math.pow(0.8, t - 1)) / (1 - Math.pow(0.8, t));
      double beta2 = 0.97 * (1 - Math.pow(0.97, t - 1)) / (1 - Math.pow(0.97, t));
      double ratios = 0;
      for (int i = 0; i < size; i++) {
        g[i] = burst * random.nextGaussian() * (i % 3 == 0 ? 1e-4 : 1);
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        u[i] = beta2 * u[i] + (1 - beta2) * g[i] * g[i];
        ratios += g[i] * g[i] / Math.max(u[i], EPSILON * EPSILON);
      }
      double rate = RATE / Math.max(1, Math.sqrt(ratios / size));
      clipped += rate < RATE ? 1 : 0;
      trainer.step();
      for (int i = 0; i < size; i++) {
        expected[i] -= rate * DECAY * expected[i] + rate * m[i] / (Math.sqrt(u[i]) + EPSILON);
        assertThat(w[i]).as("step %d, w[%d]", t, i).isEqualTo(expected[i], within(2e-14));
      }
    }
    assertThat(clipped).isBetween(2, 18);
  }
}
