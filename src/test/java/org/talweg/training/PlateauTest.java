// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Sgd;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;

/** What a plateau of the metric does to the rates, and what checkpoints keep of it. */
class PlateauTest {
  private final Parameter parameter = Parameter.of("w", new float[3], new float[3]);

  private Trainer trainer(ReduceOnPlateau reduction) {
    return Trainer.builder(Sgd.of(0.5)).parameters(parameter).reduceOnPlateau(reduction).build();
  }

  @Test
  void aMetricThatGetsNoBetterLowersTheRates() {
    Trainer trainer = trainer(ReduceOnPlateau.of(0.1, 1));
    assertThat(trainer.observe(1)).isFalse();
    assertThat(trainer.observe(1)).isFalse();
    assertThat(trainer.step().learningRate()).isEqualTo(0.5);
    assertThat(trainer.observe(1)).isTrue();
    assertThat(trainer.step().learningRate()).isEqualTo(0.5 * 0.1);
  }

  @Test
  void aResumedRunLowersThemWhenAnUnbrokenOneDoes() {
    Trainer unbroken = trainer(ReduceOnPlateau.of(0.5, 2));
    unbroken.observe(3);
    unbroken.observe(4);
    Checkpoint saved = unbroken.checkpoint();
    Trainer resumed = trainer(ReduceOnPlateau.of(0.5, 2));
    resumed.restore(saved);
    for (int i = 0; i < 10; i++) {
      assertThat(resumed.observe(5)).isEqualTo(unbroken.observe(5));
      assertThat(resumed.step().learningRate()).isEqualTo(unbroken.step().learningRate());
    }
    assertThat(resumed.checkpoint().metadata()).isEqualTo(unbroken.checkpoint().metadata());
  }

  @Test
  void anotherReductionIsAnotherRun() {
    Checkpoint saved = trainer(ReduceOnPlateau.of(0.5, 2)).checkpoint();
    assertThatThrownBy(() -> trainer(ReduceOnPlateau.of(0.5, 3)).restore(saved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the plateau is ");
    assertThatThrownBy(() -> Trainer.of(Sgd.of(0.5), parameter).restore(saved))
        .hasMessageContaining(
            "the plateau is none, but the checkpoint's is ReduceOnPlateau.of(0.5, 2)");
  }

  @Test
  void withoutAReductionNothingWaitsForAMetric() {
    assertThatThrownBy(() -> Trainer.of(Sgd.of(1), parameter).observe(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("build the trainer with reduceOnPlateau");
  }

  /** One lambda can't be told from another, so a run that has one can't be known again. */
  @Test
  void aScheduleThatIsALambdaIsSavedAndNeedsANameToBeRestored() {
    Checkpoint saved = Trainer.of(Adam.of(t -> 0.1 / t), parameter).checkpoint();
    Trainer nameless = Trainer.of(Adam.of(t -> 0.2 / t), parameter);
    assertThatThrownBy(() -> nameless.restore(saved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the rule is Adam.of(<lambda>), and <lambda> can't be compared: give the schedule a"
                + " name with Schedule.named; restore(checkpoint, Difference.RATE) allows it");
    nameless.restore(saved, Difference.values());
    Schedule named = Schedule.named("falling", t -> 0.1 / t);
    Trainer.of(Adam.of(named), parameter)
        .restore(Trainer.of(Adam.of(named), parameter).checkpoint());
  }
}
