// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;

/** The time during which the parameters hold their averages. */
class AveragesTest {
  private final double[] w = {8};
  private final double[] frozen = {5};
  private final Trainer trainer =
      Trainer.builder(Sgd.of(1))
          .parameters(
              Parameter.of("w", w, new double[] {4}), Parameter.of("frozen", frozen, new double[1]))
          .groups(Group.named("frozen").frozen())
          .average(WeightAverage.equal())
          .build();

  private double average(String name) {
    return ((DoubleTensor) trainer.average(name)).get(0);
  }

  @Test
  void whatIsWrittenMeanwhileIsLostAndTheAveragesStay() {
    trainer.step();
    trainer.step();
    try (AveragedWeights averaged = trainer.useAverages()) {
      assertThat(averaged).hasToString("averages in use");
      assertThat(w).containsExactly(2);
      w[0] = 99;
      frozen[0] = 99;
      assertThat(average("w")).isEqualTo(2);
    }
    assertThat(w).containsExactly(0);
    assertThat(frozen).containsExactly(5);
    assertThat(average("w")).isEqualTo(2);
    trainer.step();
    assertThat(average("w")).isEqualTo((4 + 0 - 4) / 3.0);
    assertThat(average("frozen")).isEqualTo(5);
  }

  @Test
  void nothingElseGoesOnMeanwhile() {
    Checkpoint start = trainer.checkpoint();
    AveragedWeights averaged = trainer.useAverages();
    for (Runnable call :
        new Runnable[] {
          trainer::step, trainer::checkpoint, trainer::useAverages, () -> trainer.loadValues(start)
        }) {
      assertThatIllegalStateException()
          .isThrownBy(call::run)
          .withMessage("the parameters hold their averages: close AveragedWeights first");
    }
    averaged.close();
    averaged.close();
    assertThat(averaged).hasToString("averages, put back");
    trainer.step();
    assertThat(w).containsExactly(4);
  }

  @Test
  void anAverageOfNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.average("x"))
        .withMessage("no parameter \"x\", only [w, frozen]");
  }
}
