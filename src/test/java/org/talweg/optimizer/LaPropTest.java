// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class LaPropTest {
  /** As written in the paper; gradients of 1e-9 to 1e6, an ε that is seen among the small ones. */
  @Test
  void gradientsAreScaledBeforeTheyAreAveraged() {
    double epsilon = 1e-10;
    int size = 16;
    double[] w = new double[size];
    double[] g = new double[size];
    Trainer trainer =
        Trainer.of(
            LaProp.of(0.02).withBetas(0.8, 0.99).withEpsilon(epsilon),
            Parameter.of("w", DoubleTensor.wrap(w), DoubleTensor.wrap(g)));
    double[] expected = new double[size];
    double[] m = new double[size];
    double[] n = new double[size];
    SplittableRandom random = new SplittableRandom(4);
    for (int t = 1; t <= 30; t++) {
      for (int i = 0; i < size; i++) {
        g[i] = random.nextGaussian() * Math.pow(10, i - 9);
        n[i] = 0.99 * n[i] + (1 - 0.99) * g[i] * g[i];
        double scaled = g[i] / (Math.sqrt(n[i] / (1 - Math.pow(0.99, t))) + epsilon);
        m[i] = 0.8 * m[i] + (1 - 0.8) * scaled;
        expected[i] -= 0.02 * m[i] / (1 - Math.pow(0.8, t));
      }
      trainer.step();
      for (int i = 0; i < size; i++) {
        assertThat(w[i]).as("step %d, element %d", t, i).isEqualTo(expected[i], within(1e-14));
      }
    }
  }
}
