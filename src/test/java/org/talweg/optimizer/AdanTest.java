// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class AdanTest {
  /** The first step of both goes to the same place, which the proximal decay divides by 1 + ηλ. */
  @Test
  void proximalDecayDividesTheWeightAfterTheStep() {
    double[] plain = {3, -2};
    double[] decayed = {3, -2};
    double[] g = {0.5, -0.25};
    Trainer.of(Adan.of(0.1), Parameter.of("w", plain, g, 2)).step();
    Trainer.of(Adan.of(0.1).withProximalDecay(0.2), Parameter.of("w", decayed, g, 2)).step();
    for (int i = 0; i < 2; i++) {
      assertThat(decayed[i]).isCloseTo(plain[i] / 1.02, within(1e-15));
    }
  }
}
