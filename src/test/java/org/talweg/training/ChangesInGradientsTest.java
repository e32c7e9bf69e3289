// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;

/** For frameworks that apply changes themselves. */
class ChangesInGradientsTest {
  /** All numbers are small multiples of 2⁻¹⁰, so that the differences are exact. */
  @Test
  void weightAndChangeAreWhatAStepMakes() {
    for (int size : new int[] {3, 5000}) {
      double[] w = new double[size];
      double[] g = new double[size];
      double[] updated = new double[size];
      double[] gradient = new double[size];
      for (int i = 0; i < size; i++) {
        w[i] = updated[i] = i % 64;
      }
      Trainer changes =
          Trainer.builder(Momentum.of(0.5).withMomentum(0.5))
              .parameters(Parameter.of("w", w, g))
              .weightDecay(WeightDecay.decoupled(0.25))
              .changesInGradients()
              .build();
      Trainer updates =
          Trainer.builder(Momentum.of(0.5).withMomentum(0.5))
              .parameters(Parameter.of("w", updated, gradient))
              .weightDecay(WeightDecay.decoupled(0.25))
              .build();
      for (int step = 1; step <= 4; step++) {
        for (int i = 0; i < size; i++) {
          g[i] = gradient[i] = (i % 7 - 3) / 4.0;
        }
        double[] before = w.clone();
        changes.step();
        updates.step();
        assertThat(w).as("weights stay").containsExactly(before);
        for (int i = 0; i < size; i++) {
          w[i] += g[i];
        }
        assertThat(w).containsExactly(updated);
      }
    }
  }

  @Test
  void aFrozenParameterHasAChangeOfZero() {
    double[] w = {1, 2};
    double[] g = {3, Double.NaN};
    double[] large = new double[500];
    double[] gradient = new double[500];
    java.util.Arrays.fill(gradient, 7);
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(
                Parameter.of("w", w, g),
                Parameter.of("large", large, gradient),
                Parameter.of("free", DoubleTensor.zeros(1)))
            .groups(Group.where("some", (name, shape) -> !name.equals("free")).frozen())
            .changesInGradients()
            .build();
    trainer.step();
    assertThat(g).containsExactly(0, 0);
    assertThat(gradient).containsOnly(0);
    assertThat(w).containsExactly(1, 2);
  }

  @Test
  void aSkippedStepHasAChangeOfZero() {
    double[] g = {Double.NaN, 1};
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(Parameter.of("w", new double[2], g))
            .changesInGradients()
            .skipNonFinite()
            .build();
    assertThat(trainer.step().skipped()).isTrue();
    assertThat(g).containsExactly(0, 0);
  }

  @Test
  void whatNeedsTheNewWeightsIsExcluded() {
    TrainerBuilder builder =
        Trainer.builder(Sgd.of(1))
            .parameters(Parameter.of("w", new double[1], new double[1]))
            .changesInGradients();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.average(WeightAverage.equal()).build())
        .withMessage(
            "changesInGradients leaves the weights to the caller, so it can't be combined with"
                + " zeroGradientsAfterStep and average");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trainer.builder(Sgd.of(1))
                    .parameters(Parameter.of("w", new double[1], new double[1]))
                    .changesInGradients()
                    .zeroGradientsAfterStep()
                    .build());
  }
}
