package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class RmsPropTest {
  /** With one gradient for ever, v − a² goes to 0, and rounding takes it below. */
  @Test
  void theCenteredVarianceNeverTurnsAWeightIntoNaN() {
    float[] w = new float[100];
    float[] g = new float[100];
    for (int i = 0; i < 100; i++) {
      g[i] = 0.1f + 0.037f * i;
    }
    Trainer trainer =
        Trainer.of(
            RmsProp.of(0.01).withCentered(true),
            Parameter.of("w", FloatTensor.wrap(w, 100), FloatTensor.wrap(g, 100)));
    for (int step = 0; step < 5000; step++) {
      trainer.step();
    }
    for (float x : w) {
      assertThat(x).isFinite();
    }
  }
}
