// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Sgd;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/** Steps that other systems count per parameter, and schedules that resume at another step. */
class ReleasedCountingDefectsTest {
  private static final double[] RATES = {8, 8, 4, 4, 2, 2, 1};

  private static Trainer trainer() {
    Schedule schedule = Schedule.multiStep(8, 0.5, 2, 4, 6).perEpoch(3);
    return Trainer.of(Sgd.of(schedule), Parameter.of("w", FloatTensor.zeros(3)));
  }

  @Test
  void aScheduleGoesOnWhereTheCheckpointWasTaken() {
    Trainer trainer = trainer();
    for (int t = 1; t <= 3 * RATES.length; t++) {
      assertThat(trainer.step().learningRate()).as("step %d", t).isEqualTo(RATES[(t - 1) / 3]);
      Trainer restarted = trainer();
      restarted.restore(trainer.checkpoint());
      assertThat(restarted.stepCount()).isEqualTo(t);
      trainer = restarted;
    }
  }

  /**
   * A constant gradient of 1 moves every weight by η/(1 + ε) at each step, if t counts steps. If it
   * counted parameters, the bias would be corrected by too little.
   */
  @Test
  void theStepNumberAdvancesOnceForAllParameters() {
    int[] sizes = {1, 50_000, 5, 200};
    List<Parameter> parameters = new ArrayList<>();
    double largestError = 0;
    for (int size : sizes) {
      float[] ones = new float[size];
      Arrays.fill(ones, 1);
      FloatTensor value = FloatTensor.zeros(size);
      parameters.add(Parameter.of("w" + size, value, FloatTensor.wrap(ones, size)));
    }
    Trainer trainer =
        Trainer.builder(Adam.of(0.5)).parameters(parameters).threads(2).chunkSize(1024).build();
    for (int t = 1; t <= 20; t++) {
      assertThat(trainer.step().step()).isEqualTo(t);
      assertThat(trainer.stepCount()).isEqualTo(t);
      for (Parameter parameter : parameters) {
        float[] weights = ((FloatTensor) parameter.value()).array();
        for (float weight : weights) {
          largestError = Math.max(largestError, Math.abs(weight + 0.5 * t) / (0.5 * t));
        }
      }
    }
    assertThat(largestError).isLessThan(2e-6); // the roundings of twenty steps
  }
}
