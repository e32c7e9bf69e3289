// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ScaleGradients;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

class TrainerTest {
  private final double[] w = {1, 2, 3};
  private final double[] g = {3, 0, 4};
  private final Parameter parameter =
      Parameter.of("w", DoubleTensor.wrap(w, 3), DoubleTensor.wrap(g, 3));

  @Test
  void theFirstStepIsStepOneAndUsesTheRateAtOne() {
    Trainer trainer = Trainer.of(Sgd.of(step -> step * 0.5), parameter);
    StepReport report = trainer.step();
    assertThat(report.step()).isEqualTo(1);
    assertThat(report.learningRate()).isEqualTo(0.5);
    assertThat(report.gradientNorm()).isNaN();
    assertThat(w).containsExactly(1 - 1.5, 2, 3 - 2);
    assertThat(trainer.step().learningRate()).isEqualTo(1);
    assertThat(trainer.stepCount()).isEqualTo(2);
  }

  @Test
  void clippingInPyTorchsFormAddsItsEpsilonAndTheExactFormDoesNot() {
    StepReport report =
        Trainer.builder(Sgd.of(1))
            .parameters(parameter)
            .transform(ClipByNorm.global(1))
            .build()
            .step();
    assertThat(report.gradientNorm()).isEqualTo(5);
    assertThat(report.clipped()).isTrue();
    assertThat(w[0]).isEqualTo(1 - 3 / (5 + 1e-6), within(1e-15));
    assertThat(g).containsExactly(3, 0, 4);

    Trainer.builder(Sgd.of(1))
        .parameters(parameter)
        .transform(ClipByNorm.global(1).exact())
        .build()
        .step();
    assertThat(w[2]).isEqualTo(3 - 4 / (5 + 1e-6) - 0.8, within(1e-15));
  }

  @Test
  void aNormWithinTheBoundIsLeftAlone() {
    StepReport report =
        Trainer.builder(Sgd.of(1))
            .parameters(parameter)
            .transform(ClipByNorm.global(6))
            .build()
            .step();
    assertThat(report.clipped()).isFalse();
    assertThat(w).containsExactly(-2, 2, -1);
  }

  @Test
  void clippingSeesWhatTheTransformBeforeItLeaves() {
    StepReport report =
        Trainer.builder(Sgd.of(1))
            .parameters(parameter)
            .transform(new ScaleGradients(0.5))
            .transform(ClipByNorm.global(1.25).exact())
            .build()
            .step();
    assertThat(report.gradientNorm()).isEqualTo(2.5);
    assertThat(w).containsExactly(1 - 0.75, 2, 3 - 1);
  }

  @Test
  void decoupledDecayShrinksTheWeightByRateTimesDecayBeforeTheRule() {
    Trainer.builder(Sgd.of(0.5))
        .parameters(parameter)
        .weightDecay(WeightDecay.decoupled(0.25))
        .build()
        .step();
    assertThat(w).containsExactly(1 * 0.875 - 1.5, 2 * 0.875, 3 * 0.875 - 2);
  }

  @Test
  void gradientsAreZeroedOnlyIfAsked() {
    Trainer.of(Sgd.of(1), parameter).step();
    assertThat(g).containsExactly(3, 0, 4);
    Trainer.builder(Sgd.of(1)).parameters(parameter).zeroGradientsAfterStep().build().step();
    assertThat(g).containsOnly(0);
  }

  @Test
  void theAverageStartsAtTheFirstWeightsAndFollowsThem() {
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(parameter)
            .average(WeightAverage.exponential(0.75))
            .build();
    trainer.step();
    assertThat(((DoubleTensor) trainer.average("w")).array()).containsExactly(-2, 2, -1);
    trainer.step();
    assertThat(((DoubleTensor) trainer.average("w")).array()).containsExactly(-2.75, 2, -2);
    double[] trained = w.clone();
    try (AveragedWeights averaged = trainer.useAverages()) {
      assertThat(averaged).isNotNull();
      assertThat(w).containsExactly(-2.75, 2, -2);
      assertThatThrownBy(trainer::step)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("close AveragedWeights first");
      assertThatThrownBy(trainer::checkpoint).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(trainer::useAverages).isInstanceOf(IllegalStateException.class);
    }
    assertThat(w).containsExactly(trained);
    AveragedWeights again = trainer.useAverages();
    again.close();
    again.close();
    assertThat(w).containsExactly(trained);
    trainer.step();
  }

  @Test
  void withoutAveragesThereIsNoneToRead() {
    Trainer trainer = Trainer.of(Sgd.of(1), parameter);
    assertThatThrownBy(() -> trainer.average("w"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("parameter \"w\" FLOAT64 [3] has no average");
    assertThatThrownBy(trainer::useAverages).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aNonFiniteNormIsAnErrorThatNamesTheParameterAndChangesNothing() {
    Parameter second = Parameter.of("bias", FloatTensor.zeros(2));
    Trainer trainer =
        Trainer.builder(Momentum.of(1))
            .parameters(second, parameter)
            .transform(ClipByNorm.global(1))
            .build();
    g[1] = Double.NaN;
    assertThatThrownBy(trainer::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("step 1: the gradient of parameter \"w\" FLOAT64 [3] is not finite");
    assertThat(w).containsExactly(1, 2, 3);
    assertThat(trainer.stepCount()).isZero();
    g[1] = 0;
    assertThat(trainer.step().step()).isEqualTo(1);
  }

  @Test
  void aNonFiniteStepIsSkippedIfAskedAndDoesNotCount() {
    Trainer trainer = Trainer.builder(Adam.of(1)).parameters(parameter).skipNonFinite().build();
    g[0] = Double.POSITIVE_INFINITY;
    assertThat(trainer.step().skipped()).isTrue();
    assertThat(trainer.stepCount()).isZero();
    assertThat(w).containsExactly(1, 2, 3);
    g[0] = 1;
    assertThat(trainer.step().skipped()).isFalse();
    assertThat(trainer.stepCount()).isEqualTo(1);
  }

  @Test
  void aRateOutOfRangeIsRefusedBeforeAnythingChanges() {
    Schedule falling = step -> 1.0 - step;
    Trainer trainer = Trainer.of(Sgd.of(falling), parameter);
    trainer.step();
    assertThatThrownBy(trainer::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at step 2 it was -1.0");
    assertThat(w).containsExactly(1, 2, 3);
  }

  @Test
  void namesAndArraysMustBeDistinct() {
    assertThatThrownBy(() -> Trainer.of(Sgd.of(1)))
        .hasMessage("a trainer needs at least one parameter");
    assertThatThrownBy(() -> Trainer.of(Sgd.of(1), parameter, parameter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two parameters are named \"w\"");
    Parameter sameValue = Parameter.of("v", DoubleTensor.wrap(w, 3));
    assertThatThrownBy(() -> Trainer.of(Sgd.of(1), parameter, sameValue))
        .hasMessage(
            "the value of parameter \"v\" has elements in common with the value of parameter \"w\":"
                + " for tied weights, make one parameter and add both gradients up in its gradient");
    Parameter sameGradient = Parameter.of("u", DoubleTensor.zeros(3), DoubleTensor.wrap(g, 3));
    assertThatThrownBy(() -> Trainer.of(Sgd.of(1), parameter, sameGradient))
        .hasMessage(
            "the gradient of parameter \"u\" has elements in common with the gradient of parameter"
                + " \"w\"");
    Parameter collides = Parameter.of("w/velocity", DoubleTensor.zeros(3));
    assertThatThrownBy(() -> Trainer.of(Momentum.of(1), parameter, collides))
        .hasMessageContaining("\"w/velocity\" has two meanings");
  }

  @Test
  void restoringChecksEverythingBeforeItChangesAnything() {
    Trainer trainer = Trainer.of(Momentum.of(1), parameter);
    trainer.step();
    Checkpoint saved = trainer.checkpoint();
    Checkpoint stateless = Trainer.of(Sgd.of(1), parameter).checkpoint();
    assertThatThrownBy(() -> trainer.restore(stateless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the rule is Momentum.of(")
        .hasMessageContaining("but the checkpoint's is Sgd.of(1)");
    assertThatThrownBy(() -> trainer.restore(stateless, Difference.values()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lacks [\"w/velocity\"]");
    Checkpoint wrongShape =
        Checkpoint.of(
            9,
            saved.metadata(),
            Map.of(
                "w", DoubleTensor.zeros(3), "w/velocity", DoubleTensor.wrap(new double[3], 1, 3)));
    assertThatThrownBy(() -> trainer.restore(wrongShape))
        .hasMessageContaining(
            "tensor \"w/velocity\" of the checkpoint is F64 [1, 3], but the trainer's is"
                + " F64 [3]");
    assertThat(trainer.stepCount()).isEqualTo(1);
    assertThat(w).containsExactly(-2, 2, -1);
    trainer.step();
    trainer.restore(saved);
    assertThat(trainer.stepCount()).isEqualTo(1);
    assertThat(w).containsExactly(-2, 2, -1);
  }

  @Test
  void readingACheckpointNeitherChangesNorExposesState() {
    Trainer trainer = Trainer.of(Momentum.of(1), parameter);
    trainer.step();
    Checkpoint saved = trainer.checkpoint();
    ((DoubleTensor) saved.tensor("w/velocity")).array()[0] = 99;
    assertThat(((DoubleTensor) saved.tensor("w/velocity")).array()).containsExactly(3, 0, 4);
    assertThat(saved.names()).containsExactly("w", "w/velocity");
    assertThat(saved.metadata()).containsEntry("*/steps", "1.0");
  }

  @Test
  void gradientsOfEveryTypeAreZeroed() {
    float[] floats = {1, 2};
    Parameter second = Parameter.of("f", FloatTensor.zeros(2), FloatTensor.wrap(floats, 2));
    Trainer.of(Sgd.of(1), parameter, second).zeroGradients();
    assertThat(g).containsOnly(0);
    assertThat(floats).containsOnly(0);
  }
}
