// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Sgd;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.StepReport;
import org.talweg.training.Trainer;

/** Step decay: multiply the rate by 0.1 after epochs 30, 60 and 90. */
class StepDecayTest {
  private static final int STEPS_PER_EPOCH = 7;
  private static final double[] RATES = {0.1, 0.01, 0.001, 0.0001};

  private static int passedMilestones(int epoch) {
    return epoch <= 30 ? 0 : epoch <= 60 ? 1 : epoch <= 90 ? 2 : 3;
  }

  private static void assertDecays(Schedule schedule) {
    double[] weight = {0};
    double[] gradient = {-1};
    Trainer trainer =
        Trainer.of(
            Sgd.of(schedule),
            Parameter.of("w", DoubleTensor.wrap(weight, 1), DoubleTensor.wrap(gradient, 1)));
    for (int epoch = 1; epoch <= 120; epoch++) {
      double expected = RATES[passedMilestones(epoch)];
      for (int batch = 1; batch <= STEPS_PER_EPOCH; batch++) {
        weight[0] = 0;
        StepReport report = trainer.step();
        assertThat(report.learningRate())
            .as("epoch %d, batch %d", epoch, batch)
            .isCloseTo(expected, within(4e-16 * expected));
        assertThat(weight[0]).as("the way of a gradient of −1").isEqualTo(report.learningRate());
      }
    }
  }

  @Test
  void theRateFallsToATenthAfterEachMilestone() {
    assertDecays(Schedule.multiStep(0.1, 0.1, 30, 60, 90).perEpoch(STEPS_PER_EPOCH));
  }

  @Test
  void milestonesMayBeCountedInSteps() {
    assertDecays(
        Schedule.multiStep(
            0.1, 0.1, 30 * STEPS_PER_EPOCH, 60 * STEPS_PER_EPOCH, 90 * STEPS_PER_EPOCH));
  }

  @Test
  void everyThirtyEpochsIsTheSameUntilTheFourthDecay() {
    assertDecays(Schedule.step(0.1, 30, 0.1).perEpoch(STEPS_PER_EPOCH));
  }
}
