// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

class SubnormalStateTest {
  private static float[] velocityAfterDeadSteps(Optimizer rule, String slot, int size) {
    float[] g = new float[size];
    Parameter parameter = Parameter.of("w", FloatTensor.zeros(size), FloatTensor.wrap(g, size));
    Trainer trainer = Trainer.of(rule, parameter);
    Arrays.fill(g, 0.3f);
    trainer.step();
    Arrays.fill(g, 0);
    for (int step = 0; step < 2000; step++) {
      trainer.step();
    }
    return ((FloatTensor) trainer.checkpoint().tensor("w/" + slot)).array();
  }

  @Test
  void stateOfADeadGradientEndsAtZeroAndNotAmongSubnormals() {
    for (int size : new int[] {10, 5000}) {
      assertThat(velocityAfterDeadSteps(Momentum.of(0.1), "velocity", size)).containsOnly(0);
      assertThat(velocityAfterDeadSteps(Adam.of(0.1), "first_moment", size)).containsOnly(0);
    }
  }

  @Test
  void aWeightThatDecaysEndsAtZero() {
    float[] w = new float[5000];
    Arrays.fill(w, 1);
    Trainer trainer =
        Trainer.builder(Sgd.of(0.1))
            .parameters(Parameter.of("w", FloatTensor.wrap(w, 5000)))
            .weightDecay(WeightDecay.decoupled(1))
            .build();
    for (int step = 0; step < 2000; step++) {
      trainer.step();
    }
    assertThat(w).containsOnly(0);
  }
}
