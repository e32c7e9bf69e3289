// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.Parameter;
import org.talweg.text.TextForm;

/** Steps that are skipped are counted, and lower the loss scale. */
class SkippedStepsTest {
  private static final LossScaling SHORT = new LossScaling(0x1p124, 2, 0.5, 3);

  /**
   * Steps with a gradient that is not finite, and the base-two logarithms of the scales after each,
   * from PyTorch 2.13: {@code torch.amp.GradScaler("cpu", init_scale=2.0**124, growth_interval=3)}.
   * It would grow to 2¹²⁸ at the end of its range, and does not.
   */
  private static final String PATTERN = "....x....x..xx..........xxx..x.......";

  private static final int[] SCALES = {
    124, 124, 125, 125, 124, 124, 124, 125, 125, 124, 124, 124, 123, 122, 122, 122, 123, 123, 123,
    124, 124, 124, 125, 125, 124, 123, 122, 122, 122, 121, 121, 121, 122, 122, 122, 123, 123
  };

  private final float[] w = {0, 0, 0};
  private final float[] g = new float[3];

  private TrainerBuilder builder() {
    return Trainer.builder(Sgd.of(1)).parameters(Parameter.of("w", w, g));
  }

  private void backward(Trainer trainer, int step, boolean overflows) {
    double scale = trainer.lossScale();
    g[0] = (float) (0.25 * scale);
    g[1] =
        overflows ? (step % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY) : (float) (-0.5 * scale);
    g[2] = (float) (step % 5 * scale);
  }

  @Test
  void theScaleGoesAsPyTorchsDoes() {
    Trainer trainer = builder().lossScaling(SHORT).build();
    for (int i = 0; i < SCALES.length; i++) {
      boolean overflows = PATTERN.charAt(i) == 'x';
      backward(trainer, i, overflows);
      assertThat(trainer.step().skipped()).isEqualTo(overflows);
      assertThat(trainer.lossScale()).as("step %d", i).isEqualTo(Math.scalb(1.0, SCALES[i]));
    }
    assertThat(w).containsExactly(-7.25f, 14.5f, -49); // theirs
    assertThat(trainer.skippedSteps()).isEqualTo(8);
    assertThat(trainer.stepCount()).isEqualTo(29);
  }

  @Test
  void theScaleStaysWithinSinglePrecision() {
    Trainer trainer = builder().lossScaling(new LossScaling(0x1p127, 2, 0.5, 1)).build();
    trainer.step();
    assertThat(trainer.lossScale()).isEqualTo(0x1p127);
  }

  @Test
  void aScaleThatCanFallNoMoreIsAnError() {
    Trainer trainer = builder().lossScaling(new LossScaling(0x1p-125, 2, 0.5, 1)).build();
    g[1] = Float.NaN;
    assertThat(trainer.step().skipped()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(trainer::step)
        .withMessageEndingWith("the gradients are not finite at any scale");
    assertThat(trainer.skippedSteps()).isEqualTo(1);
  }

  /** The transforms and the report see gradients without the scale. */
  @Test
  void normsAreThoseOfTheGradientsWithoutTheScale() {
    Trainer trainer =
        builder()
            .lossScaling(LossScaling.dynamic())
            .transform(ClipByNorm.global(2).exact())
            .build();
    assertThat(trainer.lossScale()).isEqualTo(65_536);
    g[0] = 65_536 * 3;
    g[1] = 65_536 * 4;
    assertThat(trainer.gradientNorm()).isEqualTo(5);
    StepReport report = trainer.step();
    assertThat(report.gradientNorm()).isEqualTo(5);
    assertThat(report.clipped()).isTrue();
    assertThat(w).containsExactly(-(float) (0.4 * 3), -(float) (0.4 * 4), 0);
  }

  @Test
  void theScaleStaysForAllBatchesOfAStep() {
    Trainer trainer = builder().lossScaling(new LossScaling(4, 2, 0.5, 1)).accumulate(2).build();
    g[0] = Float.NaN;
    assertThat(trainer.step().skipped()).isFalse();
    assertThat(trainer.lossScale()).isEqualTo(4);
    g[0] = 8;
    assertThat(trainer.step().skipped()).isTrue();
    assertThat(trainer.lossScale()).isEqualTo(2);
    trainer.step();
    trainer.step();
    assertThat(w).containsExactly(-4, 0, 0);
    assertThat(trainer.lossScale()).isEqualTo(4);
  }

  /** Saved and restored after every step, into another trainer. */
  @Test
  void aCheckpointHasTheScaleAndTheCounts() {
    Trainer trainer = builder().lossScaling(SHORT).build();
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < SCALES.length; i++) {
      backward(trainer, i, PATTERN.charAt(i) == 'x');
      trainer.step();
      scales.add(trainer.lossScale());
      Checkpoint saved = trainer.checkpoint();
      trainer = builder().lossScaling(SHORT).build();
      trainer.restore(saved);
    }
    for (int i = 0; i < SCALES.length; i++) {
      assertThat(scales.get(i)).isEqualTo(Math.scalb(1.0, SCALES[i]));
    }
    assertThat(trainer.skippedSteps()).isEqualTo(8);
    Checkpoint saved = trainer.checkpoint();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().skipNonFinite().build().restore(saved))
        .withMessageContaining("loss scaling");
    Trainer other = builder().lossScaling(LossScaling.dynamic()).build();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> other.restore(saved.withMetadata("loss scale", "0"), Difference.GRADIENTS))
        .withMessageContaining("must be counts and a positive number");
    other.restore(saved, Difference.GRADIENTS);
    assertThat(other.lossScale()).isEqualTo(0x1p123);
  }

  /** Without clipping too. */
  @Test
  void skippedStepsAreCounted() {
    Trainer trainer = builder().skipNonFinite().build();
    g[2] = Float.POSITIVE_INFINITY;
    for (int i = 1; i <= 3; i++) {
      assertThat(trainer.step().skipped()).isTrue();
      assertThat(trainer.skippedSteps()).isEqualTo(i);
    }
    g[2] = 1;
    assertThat(trainer.step().skipped()).isFalse();
    Trainer next = builder().skipNonFinite().build();
    next.restore(trainer.checkpoint());
    assertThat(next.skippedSteps()).isEqualTo(3);
    assertThat(builder().build().skippedSteps()).isZero();
    assertThat(builder().build().lossScale()).isEqualTo(1);
  }

  @Test
  void gradientsWithoutASquareCanBeSkippedToo() {
    double[] x = {1};
    double[] h = {0};
    Trainer trainer =
        Trainer.builder(Adam.of(0.1))
            .parameters(Parameter.of("w", w, g), Parameter.of("x", x, h))
            .skipNonFiniteSquares()
            .build();
    float largest = 0x1.fffffep63f; // whose square is finite
    assertThat(largest * largest).isLessThan(Float.POSITIVE_INFINITY);
    g[0] = largest;
    g[1] = largest; // the norm is larger
    h[0] = 1e150;
    assertThat(trainer.step().skipped()).isFalse();
    g[2] = 0x1p64f;
    assertThat(trainer.step().skipped()).isTrue();
    g[2] = 0;
    h[0] = 1.4e154;
    assertThat(trainer.step().skipped()).isTrue();
    h[0] = 1.3e154;
    assertThat(trainer.step().skipped()).isFalse();
    assertThat(trainer.skippedSteps()).isEqualTo(2);
    assertThat(trainer.checkpoint().metadata()).containsEntry("skip non-finite", "squares");
  }

  /** What counts is what the rule gets. */
  @Test
  void squaresAreThoseAfterClipping() {
    Trainer trainer =
        builder().skipNonFiniteSquares().transform(ClipByNorm.global(1).exact()).build();
    g[0] = 1e30f;
    assertThat(trainer.step().skipped()).isFalse();
    assertThat(w[0]).isEqualTo(-1);
    Trainer scaled = builder().skipNonFiniteSquares().lossScaling(LossScaling.dynamic()).build();
    g[0] = 1e22f;
    assertThat(scaled.step().skipped()).isFalse();
    assertThat(
            builder().skipNonFiniteSquares().transform(ClipByValue.of(1)).build().step().skipped())
        .as("before transforms that rewrite elements")
        .isTrue();
  }

  @Test
  void lossScalingIsAValueWithAText() {
    assertThat(LossScaling.dynamic()).isEqualTo(new LossScaling(65_536, 2, 0.5, 2_000));
    String text = TextForm.write(SHORT);
    assertThat(text).isEqualTo("new LossScaling(2.1267647932558654e37, 2, 0.5, 3)");
    assertThat(TextForm.standard().read(LossScaling.class, text)).isEqualTo(SHORT);
    assertThatIllegalArgumentException().isThrownBy(() -> new LossScaling(0, 2, 0.5, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new LossScaling(1e39, 2, 0.5, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new LossScaling(1, 1, 0.5, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new LossScaling(1, 2, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new LossScaling(1, 2, 0.5, 0));
  }
}
