// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.projection.Interval;
import org.talweg.rule.Optimizer;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.AveragedWeights;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.WeightAverage;

/** The weights of a schedule-free rule and its result are told apart. */
class ScheduleFreeTest {
  private final double[] w = {4, -3};
  private final double[] g = new double[2];

  static Stream<Optimizer> rules() {
    return Stream.of(ScheduleFreeSgd.of(0.3), ScheduleFreeAdamW.of(0.3), ScheduleFreeRAdam.of(0.3));
  }

  private Trainer trainer(Optimizer rule) {
    return Trainer.of(rule, Parameter.of("w", w, g));
  }

  private void step(Trainer trainer, int times) {
    for (int i = 0; i < times; i++) {
      g[0] = w[0];
      g[1] = 2 * w[1];
      trainer.step();
    }
  }

  private static double[] of(Checkpoint checkpoint, String name) {
    return ((DoubleTensor) checkpoint.tensor(name)).toArray();
  }

  /** By hand: f = ½x², η = ½, β = ¾, from 8. */
  @Test
  void twoStepsOfDescentAreThoseOfTheFormula() {
    double[] x = {8};
    double[] gradient = {8};
    Trainer trainer =
        Trainer.of(ScheduleFreeSgd.of(0.5).withBeta(0.75), Parameter.of("x", x, gradient));
    trainer.step(); // z = 4, c = 1, x = 4, y = 4
    assertThat(x).containsExactly(4);
    gradient[0] = 4;
    trainer.step(); // z = 2, c = ½, x = 3, y = ¾·3 + ¼·2
    assertThat(x).containsExactly(2.75);
    assertThat(((DoubleTensor) trainer.average("x")).toArray()).containsExactly(3);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theWeightsOfACheckpointAreTheResult(Optimizer rule) {
    Trainer trainer = trainer(rule);
    step(trainer, 9);
    double[] result = ((DoubleTensor) trainer.average("w")).toArray();
    Checkpoint saved = trainer.checkpoint();
    assertThat(result).isNotEqualTo(w);
    assertThat(of(saved, "w")).containsExactly(result);
    assertThat(of(saved, "w/training_weights")).containsExactly(w);
    assertThat(saved.names()).doesNotContain("w/averaged_weight");

    double[] other = new double[2];
    Trainer fresh = Trainer.of(Sgd.of(1), Parameter.of("w", other, new double[2]));
    fresh.loadValues(saved);
    assertThat(other).containsExactly(result);

    try (AveragedWeights evaluated = trainer.useAverages()) {
      assertThat(w).as("%s", evaluated).containsExactly(result);
    }
    assertThat(w).containsExactly(of(saved, "w/training_weights"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRestoredRunGoesOnFromItsTrainingWeights(Optimizer rule) {
    Trainer trainer = trainer(rule);
    step(trainer, 9);
    Checkpoint saved = trainer.checkpoint();
    step(trainer, 5);
    double[] expected = w.clone();
    trainer.restore(saved);
    step(trainer, 5);
    assertThat(w).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whatIsLoadedIsWhereTheRuleGoesOn(Optimizer rule) {
    Trainer trainer = trainer(rule);
    step(trainer, 9);
    trainer.loadValues(
        Checkpoint.of(0, Map.of(), Map.of("w", DoubleTensor.wrap(new double[] {50, 60}))));
    g[0] = 0;
    g[1] = 0;
    trainer.step();
    assertThat(w).containsExactly(new double[] {50, 60}, within(1e-12));
    assertThat(of(trainer.checkpoint(), "w")).containsExactly(new double[] {50, 60}, within(1e-12));
  }

  /** A trainer may be built before its weights are initialized. */
  @ParameterizedTest
  @MethodSource("rules")
  void weightsWrittenBeforeTheFirstStepAreTheStart(Optimizer rule) {
    Trainer trainer = trainer(rule);
    w[0] = 100;
    w[1] = 200;
    assertThat(of(trainer.checkpoint(), "w")).containsExactly(100, 200);
    trainer.step();
    assertThat(w).containsExactly(100, 200);
    assertThat(of(trainer.checkpoint(), "w")).containsExactly(100, 200);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void averagesAndProjectionsOfTrainingWeightsAreRefused(Optimizer rule) {
    String message =
        rule
            + " keeps its result itself, apart from the weights at which it takes gradients, so it"
            + " can't be combined with average or projections";
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trainer.builder(rule)
                    .parameters(Parameter.of("w", w, g))
                    .average(WeightAverage.equal())
                    .build())
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trainer.builder(Sgd.of(1))
                    .parameters(Parameter.of("w", w, g))
                    .groups(
                        Group.named("w").withOptimizer(rule).withProjection(Interval.nonNegative()))
                    .build())
        .withMessage(message);
  }

  /** While ρ is at most 4 nothing moves, and nothing is averaged. */
  @Test
  void rectifiedTheFirstStepsMoveNothing() {
    Trainer trainer = trainer(ScheduleFreeRAdam.of(0.3));
    step(trainer, 4);
    assertThat(w).containsExactly(4, -3);
    step(trainer, 1);
    assertThat(w).doesNotContain(4, -3);
  }
}
