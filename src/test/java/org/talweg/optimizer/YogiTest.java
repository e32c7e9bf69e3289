// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class YogiTest {
  /** By hand: 0.001 · 4 is added to v below the square, 0.001 · 0.0001 is taken from v above it. */
  @Test
  void withoutCorrectionAStepIsThePapers() {
    double[] w = {1};
    double[] g = {2};
    Trainer trainer =
        Trainer.of(Yogi.of(0.01).withInitialAccumulator(0), Parameter.of("w", w, g, 1));
    trainer.step();
    double first = 1 - 0.01 * 0.2 / (Math.sqrt(0.004) + 1e-3);
    assertThat(w[0]).isCloseTo(first, within(1e-15));
    g[0] = 0.01;
    trainer.step();
    double second = first - 0.01 * (0.9 * 0.2 + 0.001) / (Math.sqrt(0.004 - 1e-7) + 1e-3);
    assertThat(w[0]).isCloseTo(second, within(1e-15));
  }
}
