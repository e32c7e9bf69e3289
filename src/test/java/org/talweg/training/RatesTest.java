// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/** The rate in force, by schedule and by hand. */
class RatesTest {
  private final Group half = Group.named("half").withRateFactor(0.5);
  private final Group own = Group.named("own").withLearningRate(8);
  private final Group ruled = Group.named("ruled").withOptimizer(Momentum.of(16));
  private final List<Parameter> parameters =
      List.of(
          Parameter.of("plain", new double[1], new double[1]),
          Parameter.of("half", new double[1], new double[1]),
          Parameter.of("own", new double[1], new double[1]),
          Parameter.of("ruled", new double[1], new double[1]));
  private final Trainer trainer = build();

  private Trainer build() {
    return Trainer.builder(Sgd.of(Schedule.constant(1).then(3, 4)))
        .parameters(parameters)
        .groups(half, own, ruled)
        .build();
  }

  private void assertRates(double plain, double ofHalf, double ofOwn, double ofRuled) {
    StepReport report = trainer.step();
    assertThat(report.learningRate()).isEqualTo(plain);
    assertThat(report.learningRate(half)).isEqualTo(ofHalf);
    assertThat(report.learningRate(own)).isEqualTo(ofOwn);
    assertThat(report.learningRate(ruled)).isEqualTo(ofRuled);
  }

  @Test
  void theReportHasTheRateOfEveryGroup() {
    assertRates(1, 0.5, 8, 16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.step().learningRate(Group.matching("*")))
        .withMessageContaining("the trainer has no Group.matching(\"*\"), only [");
  }

  @Test
  void aFactorByHandActsOnAllGroupsAndIsKept() {
    trainer.setRateFactor(0.25);
    assertRates(0.25, 0.125, 2, 4);
    Checkpoint saved = trainer.checkpoint();
    trainer.setRateFactor(1);
    assertRates(1, 0.5, 8, 16);
    trainer.restore(saved);
    assertRates(0.25, 0.125, 2, 4);
    Trainer other = build();
    other.restore(saved);
    assertThat(other.step().learningRate()).isEqualTo(0.25);
  }

  @Test
  void aRateByHandTakesTheSchedulesPlaceAndIsKept() {
    trainer.setLearningRate(2);
    assertRates(2, 1, 8, 16);
    Checkpoint saved = trainer.checkpoint();
    trainer.followSchedule();
    assertRates(1, 0.5, 8, 16);
    trainer.restore(saved);
    assertRates(2, 1, 8, 16);
    trainer.followSchedule();
    assertRates(1, 0.5, 8, 16);
    assertRates(4, 2, 8, 16);
  }

  /** A checkpoint of a trainer without such settings ends them. */
  @Test
  void restoringEndsWhatWasSetSince() {
    Checkpoint start = trainer.checkpoint();
    trainer.setLearningRate(2);
    trainer.setRateFactor(2);
    trainer.restore(start);
    assertRates(1, 0.5, 8, 16);
  }

  @Test
  void whatIsNoRateIsRefused() {
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> trainer.setLearningRate(bad));
      assertThatIllegalArgumentException().isThrownBy(() -> trainer.setRateFactor(bad));
    }
    assertRates(1, 0.5, 8, 16);
  }

  @Test
  void aRateThatIsNotAllowedNamesItsGroup() {
    Trainer falling =
        Trainer.builder(Sgd.of(1))
            .parameters(parameters)
            .groups(Group.named("own").withLearningRate(step -> -step))
            .build();
    assertThatIllegalStateException()
        .isThrownBy(falling::step)
        .withMessage(
            "group \"own\": Sgd.of(1): learningRate must be zero or positive, and"
                + " finite, but at step 1 it was -1.0");
    assertThat(falling.stepCount()).isZero();
  }

  @Test
  void aDamagedSettingIsRefusedAndChangesNothing() {
    Checkpoint start = trainer.checkpoint();
    Map<String, String> metadata = new LinkedHashMap<>(start.metadata());
    metadata.put("rate_factor", "much");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    start.names().forEach(name -> tensors.put(name, start.tensor(name)));
    Checkpoint damaged = Checkpoint.of(7, metadata, tensors);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.restore(damaged))
        .withMessage("the checkpoint's rate_factor must be a number, but was \"much\"");
    assertThat(trainer.stepCount()).isZero();
  }

  @Test
  void theReportIsWorthPrinting() {
    assertThat(trainer.step()).hasToString("step 1, learning rate 1.0");
  }
}
