// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ClipByNorm;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.Parameter;

/** Steps of several batches: their weights, their end, and what is absent, refused or misused. */
class AccumulationTest {
  private final double[] w = {1, 1};
  private final double[] g = new double[2];
  private final double[] v = {1};
  private final double[] h = new double[1];

  private TrainerBuilder builder() {
    return Trainer.builder(Sgd.of(1)).parameters(Parameter.of("w", w, g), Parameter.of("v", v, h));
  }

  private void gradients(double ofW, double ofV) {
    g[0] = ofW;
    g[1] = -ofW;
    h[0] = ofV;
  }

  @Test
  void batchesWeighWhatTheyAreGiven() {
    Trainer trainer = builder().accumulate(3).build();
    gradients(1, 8);
    trainer.stepWeighted(2);
    gradients(4, 8);
    trainer.stepWeighted(0.5);
    gradients(-2, 8);
    trainer.step();
    assertThat(w).containsExactly(1 - 2 / 3.5, 1 + 2 / 3.5); // (2·1 + 0.5·4 − 2) / 3.5
    assertThat(trainer.gradientNorm()).isEqualTo(Math.sqrt(2 * 2 * 2 + 28 * 28) * (1 / 3.5));
  }

  @Test
  void flushMakesTheStepOfFewerBatches() {
    Trainer trainer = builder().accumulate(4).build();
    assertThat(trainer.flush().accumulated()).isTrue();
    gradients(1, 0);
    trainer.step();
    gradients(2, 0);
    trainer.step();
    StepReport report = trainer.flush();
    assertThat(report.accumulated()).isFalse();
    assertThat(report.step()).isEqualTo(1);
    assertThat(w).containsExactly(1 - 1.5, 1 + 1.5);
    trainer.flush();
    assertThat(trainer.stepCount()).isEqualTo(1);
    assertThat(report.toString()).endsWith(", accumulated");
  }

  @Test
  void clippingAndItsNormAreThoseOfTheMean() {
    Trainer trainer = builder().transform(ClipByNorm.global(1).exact()).accumulate(2).build();
    gradients(0, 6);
    trainer.step();
    gradients(0, 2);
    StepReport report = trainer.step();
    assertThat(report.gradientNorm()).isEqualTo(4);
    assertThat(report.clipped()).isTrue();
    assertThat(v).containsExactly(0);
  }

  /** The mean is over all batches of the step, as the loss is. */
  @Test
  void whatHadAGradientInNoBatchIsLeftAlone() {
    Trainer trainer =
        Trainer.builder(Momentum.of(1))
            .parameters(Parameter.of("w", w, g), Parameter.of("v", v, h))
            .accumulate(2)
            .build();
    gradients(1, 1);
    trainer.step();
    trainer.step(); // velocities of 1
    trainer.stepOnly(List.of("w"));
    trainer.stepOnly(List.of());
    assertThat(v).containsExactly(0);
    assertThat(w[0]).isEqualTo(1 - 1 - (0.9 + 0.5));
    assertThat(trainer.gradientNorm()).isEqualTo(Math.sqrt(0.5));
    trainer.step();
    trainer.stepOnly(List.of("v"));
    assertThat(v[0]).isEqualTo(-(0.9 + 1));
  }

  @Test
  void aFrozenGroupAddsNothing() {
    Group frozen = Group.named("v").frozen();
    Trainer trainer = builder().groups(frozen).accumulate(2).build();
    gradients(1, Double.NaN);
    trainer.step();
    trainer.thaw(frozen);
    gradients(1, 3);
    trainer.step();
    assertThat(v).containsExactly(1 - 1.5);
  }

  @Test
  void aStepThatIsRefusedGivesItsBatchesUp() {
    Trainer trainer = builder().transform(ClipByNorm.global(1)).accumulate(2).build();
    gradients(Double.NaN, 1);
    trainer.step();
    gradients(1, 1);
    assertThatIllegalStateException()
        .isThrownBy(trainer::step)
        .withMessageContaining("the gradient of parameter \"w\"");
    assertThat(w).containsExactly(1, 1);
    assertThat(trainer.step().accumulated()).isTrue();
    assertThat(trainer.step().step()).isEqualTo(1);
  }

  @Test
  void aNewGradientArrayIsAddedLikeTheOld() {
    Trainer trainer = builder().accumulate(2).build();
    gradients(1, 1);
    trainer.step();
    trainer.rebindGradient("w", new double[] {3, 5});
    trainer.step();
    assertThat(w).containsExactly(1 - 2, 1 - 2);
    trainer.zeroGradients();
    assertThat(h).containsExactly(0);
    assertThat(trainer.parameter("w").doubleGradient().toArray()).containsExactly(0, 0);
  }

  @Test
  void oneBatchIsAStep() {
    Trainer trainer = builder().accumulate(1).build();
    gradients(1, 1);
    assertThat(trainer.stepWeighted(7).accumulated()).isFalse();
    assertThat(w).containsExactly(0, 2);
    assertThat(trainer.flush().accumulated()).isTrue();
    assertThat(trainer.checkpoint().metadata()).doesNotContainKey("number of batches in a step");
  }

  @Test
  void misuseIsHeard() {
    Trainer plain = builder().build();
    assertThatIllegalStateException()
        .isThrownBy(plain::flush)
        .withMessage(
            "flush() is for steps of several batches: build the trainer with accumulate(batches)");
    assertThatIllegalStateException().isThrownBy(() -> plain.stepWeighted(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().accumulate(0))
        .withMessageContaining("the number of batches");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().accumulate(2).changesInGradients().build())
        .withMessageContaining("be combined with accumulate");
    Trainer trainer = builder().accumulate(3).build();
    for (double weight : new double[] {0, -1, Double.NaN, 1e39, 1e-50}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trainer.stepWeighted(weight))
          .withMessageContaining("but was " + weight);
    }
  }

  @Test
  void aCheckpointOfAnotherNumberOfBatchesIsRefused() {
    Trainer trainer = builder().accumulate(4).build();
    gradients(1, 1);
    trainer.step();
    trainer.step();
    Checkpoint saved = trainer.checkpoint();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().accumulate(3).build().restore(saved))
        .withMessageStartingWith("the number of batches in a step is 3, but the checkpoint's is 4");
    builder().accumulate(3).build().restore(saved, Difference.GRADIENTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().accumulate(2).build().restore(saved, Difference.GRADIENTS))
        .withMessage(
            "the checkpoint has 2 batches of a step under way, but this trainer makes a step of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().build().restore(saved, Difference.GRADIENTS))
        .withMessageContaining("v/accumulated");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                builder()
                    .accumulate(3)
                    .build()
                    .restore(saved.withMetadata("accumulated weight", "-1"), Difference.GRADIENTS))
        .withMessageContaining("must be a number and a positive weight");
    trainer.step();
    Trainer other = builder().accumulate(4).build();
    trainer.restore(other.checkpoint());
    for (int i = 0; i < 3; i++) {
      assertThat(trainer.step().accumulated()).isTrue();
    }
  }

  @Test
  void stateBytesCountTheSums() {
    assertThat(builder().stateBytes()).isZero();
    assertThat(builder().accumulate(2).stateBytes()).isEqualTo(3 * Double.BYTES);
  }
}
