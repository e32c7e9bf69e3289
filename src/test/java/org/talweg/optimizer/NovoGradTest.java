// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class NovoGradTest {
  /** As in the paper, with an averaging momentum; two parameters with norms of their own. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 3000})
  void gradientsAreDividedByTheRunningNormOfTheirParameter(int size) {
    NovoGrad rule =
        NovoGrad.of(0.1)
            .withBetas(0.9, 0.5)
            .withEpsilon(0.01)
            .withDecayInMomentum(0.2)
            .withGradientAveraging(true);
    double[][] w = {new double[size], new double[2 * size]};
    double[][] g = {new double[size], new double[2 * size]};
    double[][] expected = {new double[size], new double[2 * size]};
    double[][] m = {new double[size], new double[2 * size]};
    double[] v = new double[2];
    Trainer trainer =
        Trainer.of(rule, Parameter.of("a", w[0], g[0]), Parameter.of("b", w[1], g[1]));
    SplittableRandom random = new SplittableRandom(3);
    for (int t = 1; t <= 10; t++) {
      for (int p = 0; p < 2; p++) {
        double norm = 0;
        for (int i = 0; i < g[p].length; i++) {
          g[p][i] = random.nextGaussian() * (p == 0 ? 1e-3 : 100);
          norm += g[p][i] * g[p][i];
        }
        v[p] = t == 1 ? norm : 0.5 * v[p] + 0.5 * norm;
        for (int i = 0; i < g[p].length; i++) {
          double push = g[p][i] / (Math.sqrt(v[p]) + 0.01) + 0.2 * expected[p][i];
          m[p][i] = 0.9 * m[p][i] + (1 - 0.9) * push;
          expected[p][i] -= 0.1 * m[p][i];
        }
      }
      trainer.step();
      for (int p = 0; p < 2; p++) {
        assertThat(w[p]).as("step %d", t).containsExactly(expected[p], within(1e-15));
      }
    }
  }

  /** The norm is kept, not its square, so it is known where the square would not be. */
  @Test
  void aGradientWhoseSquareOverflowsIsDividedByItsNorm() {
    double[] w = new double[2];
    Trainer.of(NovoGrad.of(1), Parameter.of("w", w, new double[] {3e200, 4e200})).step();
    assertThat(w).containsExactly(new double[] {-0.6, -0.8}, within(1e-15));
    float[] single = new float[2];
    Trainer.of(NovoGrad.of(1), Parameter.of("w", single, new float[] {3e30f, 4e30f})).step();
    assertThat(single).containsExactly(new float[] {-0.6f, -0.8f}, within(1e-7f));
  }
}
