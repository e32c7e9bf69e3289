// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.GradientTransform;
import org.talweg.gradient.ScaleGradients;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

/** Numbers beyond a type's range, and where they come from. */
class NonFiniteTest {
  private final double[] w = {1, 2};
  private final double[] g = {3, 4};
  private final float[] v = {1, 2};
  private final float[] h = {3, 4};
  private final Parameter doubles = Parameter.of("doubles", w, g);
  private final Parameter floats = Parameter.of("floats", v, h);

  private void assertRefused(Trainer trainer, String message) {
    assertThatIllegalStateException().isThrownBy(trainer::step).withMessageContaining(message);
    assertThat(trainer.stepCount()).isZero();
    assertThat(w).containsExactly(1, 2);
    assertThat(v).containsExactly(1, 2);
  }

  @Test
  void factorsWhoseProductOverflowsAreRefused() {
    TrainerBuilder builder =
        Trainer.builder(Sgd.of(1))
            .parameters(doubles)
            .transform(new ScaleGradients(1e300))
            .transform(new ScaleGradients(1e300));
    assertRefused(builder.build(), "the gradient of parameter \"doubles\" FLOAT64 [2] by Infinity");
    assertRefused(builder.skipNonFinite().build(), "by Infinity");
    assertRefused(
        Trainer.builder(Sgd.of(1)).parameters(floats).transform(new ScaleGradients(1e39)).build(),
        "parameter \"floats\" FLOAT32 [2] by 1.0E39");
  }

  @Test
  void gradientsThatAFactorTakesOutOfRangeAreRefusedWhereNormsAreKnown() {
    assertRefused(
        Trainer.builder(Sgd.of(1))
            .parameters(floats)
            .transform(ClipByNorm.global(100))
            .transform(new ScaleGradients(1e38))
            .build(),
        "by 1.0E38, whose norm is 5.0: the product is beyond the range of its type");
    g[0] = 1e300;
    assertRefused(
        Trainer.builder(Sgd.of(1))
            .parameters(doubles)
            .transform(new ScaleGradients(1e10))
            .skipNonFinite()
            .build(),
        "by 1.0E10, whose norm is 1.0E300");
    assertRefused(
        Trainer.builder(Sgd.of(1))
            .parameters(doubles)
            .transform(ClipByNorm.perParameter(1e301))
            .transform(new ScaleGradients(1e10))
            .build(),
        "by 1.0E10, whose norm is 1.0E300");
  }

  /** One parameter may be scaled up a lot, and another have a large norm. */
  @Test
  void gradientsThatStayInRangeAreNotRefused() {
    h[0] = 3e38f;
    h[1] = 3e38f;
    g[0] = 1e100;
    g[1] = 0;
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(floats, doubles, Parameter.of("small", new float[1], new float[1]))
            .transform(ClipByNorm.perParameter(1).exact())
            .groups(Group.matching("small").withTransform(new ScaleGradients(1e30)))
            .build();
    trainer.step();
    assertThat(w[0]).isEqualTo(0, within(1e-15));
    assertThat(v[0]).isEqualTo((float) (1 - Math.sqrt(0.5)), within(1e-6f));
    h[0] = 3e38f;
    Trainer.builder(Sgd.of(1)).parameters(floats, doubles).skipNonFinite().build().step();
  }

  @Test
  void aRateBeyondFloatIsRefusedAtItsStep() {
    assertRefused(Trainer.of(Sgd.of(1e39), floats), "the number RATE must be finite in single");
    Trainer.of(Sgd.of(1e39), doubles).step();
    assertThat(w[0]).isEqualTo(1 - 3e39);
  }

  @Test
  void aRateFactorBeyondTheRangeIsRefusedAtItsStep() {
    Trainer trainer =
        Trainer.builder(Sgd.of(1e200))
            .parameters(doubles)
            .groups(Group.matching("*").withRateFactor(1e200))
            .build();
    assertRefused(trainer, "learningRate must be zero or positive, and finite, but at step 1");
  }

  @Test
  void anAccumulatorBeyondFloatIsRefusedWhenBound() {
    AdaGrad adaGrad = AdaGrad.of(1).withInitialAccumulator(1e39);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(adaGrad, floats))
        .withMessageContaining("slot sum_of_squares from 1.0E39, lasting is infinite in single");
    Trainer.of(adaGrad, doubles).step();
  }

  @Test
  void decayBeyondFloatIsRefusedAtItsStep() {
    assertRefused(
        Trainer.builder(Sgd.of(1)).parameters(floats).weightDecay(WeightDecay.l2(1e39)).build(),
        "the weight decay must be finite in single precision, but at step 1 it was 1.0E39");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e39, 1e-50})
  void aBoundOnValuesThatIsNotInFloatIsRefusedAtItsStep(double bound) {
    assertRefused(
        Trainer.builder(Sgd.of(1)).parameters(floats).transform(ClipByValue.of(bound)).build(),
        " must be within the range of single precision, but was " + bound);
  }

  @Test
  void decayOfMoreThanTheWholeWeightIsRefusedAtItsStep() {
    Trainer trainer =
        Trainer.builder(Sgd.of(Schedule.constant(0).then(1, 3)))
            .parameters(doubles)
            .weightDecay(WeightDecay.decoupled(0.5))
            .build();
    trainer.step();
    assertThatIllegalStateException()
        .isThrownBy(trainer::step)
        .withMessageContaining("at step 2 it would take 1.5 times the weight and turn its sign");
    assertThat(w).containsExactly(1, 2);
    assertRefused(
        Trainer.builder(Sgd.of(1))
            .parameters(doubles)
            .weightDecay(WeightDecay.decoupledWithoutRate(1.25))
            .build(),
        "1.25 times the weight");
  }

  @Test
  void finiteGradientsWhoseSquaresLeaveTheRangeAreNeitherSkippedNorMissed() {
    for (GradientTransform clip :
        new GradientTransform[] {ClipByNorm.global(1e250).exact(), new ScaleGradients(0.5)}) {
      g[0] = 3e200;
      g[1] = 4e200;
      Trainer trainer =
          Trainer.builder(Sgd.of(1e-200))
              .parameters(doubles)
              .transform(clip)
              .skipNonFinite()
              .build();
      StepReport report = trainer.step();
      assertThat(report.skipped()).isFalse();
      assertThat(report.gradientNorm()).isEqualTo(5e200, within(1e186));
    }
    g[0] = 3e-200;
    g[1] = 4e-200;
    StepReport report =
        Trainer.builder(Sgd.of(1))
            .parameters(doubles)
            .transform(ClipByNorm.global(1e-200).exact())
            .build()
            .step();
    assertThat(report.gradientNorm()).isEqualTo(5e-200, within(1e-214));
    assertThat(report.clipped()).isTrue();
  }

  /** Squares of the doubles overflow, so that all are scaled: the floats too. */
  @Test
  void aNormOverBothTypesIsScaledInBoth() {
    g[0] = 3e160;
    g[1] = 4e160;
    h[0] = 1;
    StepReport report =
        Trainer.builder(Sgd.of(1e-300))
            .parameters(floats, doubles)
            .transform(ClipByNorm.global(1e300).exact())
            .build()
            .step();
    assertThat(report.gradientNorm()).isEqualTo(5e160, within(1e146));
  }

  /** Finite gradients are not skipped, and the norm can't be told: an error. */
  @Test
  void aNormThatOverflowsIsAnErrorAndNotSkipped() {
    g[0] = Double.MAX_VALUE;
    g[1] = Double.MAX_VALUE;
    assertRefused(
        Trainer.builder(Sgd.of(1)).parameters(doubles).skipNonFinite().build(),
        "step 1: the norm of the gradients is not finite: their sum overflows");
  }

  @Test
  void anAverageThatSawAnInfiniteWeightRecovers() {
    Trainer trainer =
        Trainer.builder(Adam.of(1e-3))
            .parameters(doubles, floats)
            .average(WeightAverage.exponential(0.5))
            .build();
    w[0] = Double.POSITIVE_INFINITY;
    v[1] = Float.NaN;
    trainer.step();
    assertThat(((DoubleTensor) trainer.average("doubles")).get(0)).isInfinite();
    w[0] = 1;
    v[1] = 1;
    for (int i = 0; i < 64; i++) {
      trainer.step();
    }
    assertThat(((DoubleTensor) trainer.average("doubles")).get(0)).isEqualTo(w[0], within(0.01));
    assertThat(((FloatTensor) trainer.average("floats")).get(1)).isEqualTo(v[1], within(0.01f));
  }
}
