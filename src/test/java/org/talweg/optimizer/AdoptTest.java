// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class AdoptTest {
  /** By hand: v is 1, then 1.0024; the clip is 1 at the second step and 2^¼ at the third. */
  @Test
  void theFirstStepSetsTheSecondMomentAndTheClipCountsFromTheSecond() {
    double[] w = {1};
    double[] g = {1};
    Trainer trainer = Trainer.of(Adopt.of(0.5), Parameter.of("w", w, g, 1));
    trainer.step();
    assertThat(w[0]).isEqualTo(1);
    g[0] = 5;
    trainer.step();
    assertThat(w[0]).isCloseTo(1 - 0.5 * 0.1, within(1e-15));
    g[0] = -100;
    trainer.step();
    double average = 0.1 + 0.1 * (-Math.sqrt(Math.sqrt(2)) - 0.1);
    assertThat(w[0]).isCloseTo(1 - 0.5 * 0.1 - 0.5 * average, within(1e-15));
  }
}
