// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.laws.Saved;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class AsgdTest {
  private final double[] w = {2};
  private final double[] g = {0};

  private Trainer trainer(Asgd rule) {
    return Trainer.of(rule, Parameter.of("w", DoubleTensor.wrap(w, 1), DoubleTensor.wrap(g, 1)));
  }

  private static double saved(Trainer trainer, String name) {
    return Saved.number(trainer.checkpoint(), "w/" + name);
  }

  @Test
  void aWeightWithoutGradientDecaysByTheRateInForce() {
    Trainer trainer = trainer(Asgd.of(0.5).withLambda(0.1).withPower(2));
    double expected = 2;
    for (int t = 1; t <= 20; t++) {
      trainer.step();
      double growth = 1 + 0.1 * 0.5 * (t - 1);
      expected *= 1 - 0.1 * 0.5 / (growth * growth);
      assertThat(w[0]).isCloseTo(expected, within(1e-14));
    }
  }

  @Test
  void theAverageIsACopyAndThenTheMeanOfTheWeightsSince() {
    Trainer trainer = trainer(Asgd.of(0.1).withAveragingStart(3));
    double sum = 0;
    for (int t = 1; t <= 12; t++) {
      g[0] = Math.cos(t);
      trainer.step();
      sum = t <= 3 + 2 ? w[0] : sum + w[0];
      int count = Math.max(1, t - 3 - 1);
      assertThat(saved(trainer, "averaged_weight"))
          .as("step %d", t)
          .isCloseTo(sum / count, within(1e-14));
    }
  }

  @Test
  void aScheduledRateActsAStepLaterAsInPyTorch() {
    Trainer trainer = trainer(Asgd.of(t -> t == 1 ? 0.1 : 0.2).withLambda(0));
    g[0] = 1;
    trainer.step();
    assertThat(w[0]).isEqualTo(2 - 0.1);
    assertThat(saved(trainer, "rate")).isEqualTo(0.1);
    trainer.step();
    assertThat(w[0]).isEqualTo(2 - 0.1 - 0.1);
    trainer.step();
    assertThat(w[0]).isEqualTo(2 - 0.1 - 0.1 - 0.2);
  }
}
