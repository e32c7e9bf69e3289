// SPDX-License-Identifier: Apache-2.0
package org.talweg.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.NormType;
import org.talweg.gradient.NormalizeGradients;
import org.talweg.initializer.Fan;
import org.talweg.initializer.FanMode;
import org.talweg.initializer.VarianceScaling;
import org.talweg.optimizer.Sgd;
import org.talweg.projection.FixedNorm;
import org.talweg.projection.MaxNorm;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Shape;
import org.talweg.training.Group;
import org.talweg.training.WeightAverage;

/**
 * Values made alike are equal, and each option makes another value: a checkpoint knows its run by
 * them.
 */
class EqualityTest {
  private static Stream<List<Supplier<Object>>> values() {
    return Stream.of(
        List.of(
            () -> WeightAverage.exponential(0.9),
            () -> WeightAverage.exponential(0.99),
            () -> WeightAverage.exponential(0.9).withBiasCorrection(),
            () -> WeightAverage.exponential(0.9).startingAt(3),
            () -> WeightAverage.exponential(0.9).every(2),
            () -> WeightAverage.lookahead(5, 0.5),
            () -> WeightAverage.lookahead(5, 0.8),
            () -> WeightAverage.lookahead(6, 0.5),
            () -> WeightAverage.equal(),
            () -> WeightAverage.equal().startingAt(3)),
        List.of(
            () -> ClipByNorm.global(1),
            () -> ClipByNorm.global(2),
            () -> ClipByNorm.global(1).exact(),
            () -> ClipByNorm.global(1).withNorm(NormType.MAXIMUM),
            () -> ClipByNorm.perParameter(1),
            () -> ClipByNorm.perParameter(2),
            () -> ClipByNorm.perParameter(1).exact(),
            () -> ClipByNorm.perParameter(1).withNorm(NormType.MAXIMUM),
            () -> ClipByValue.of(1),
            () -> ClipByValue.of(2),
            () -> MaxNorm.perRow(1),
            () -> MaxNorm.perRow(2),
            () -> MaxNorm.perColumn(1),
            () -> MaxNorm.perParameter(1),
            () -> FixedNorm.perRow(1),
            () -> FixedNorm.perRow(2),
            () -> FixedNorm.perParameter(1),
            NormalizeGradients::global,
            () -> NormalizeGradients.global().withEpsilon(1e-3),
            NormalizeGradients::perParameter),
        List.of(
            () -> Schedule.oneCycle(0.1, 100),
            () -> Schedule.oneCycle(0.2, 100),
            () -> Schedule.oneCycle(0.1, 101),
            () -> Schedule.oneCycle(0.1, 100).withRise(0.5),
            () -> Schedule.oneCycle(0.1, 100).withLinear(true),
            () -> Schedule.oneCycle(0.1, 100).withThreePhases(true),
            () -> Schedule.oneCycle(0.1, 100).withDivisors(10, 1e4),
            () -> Schedule.oneCycle(0.1, 100).withDivisors(25, 1e3),
            () -> Schedule.multiplicative(0.1, Schedule.constant(0.5), 4),
            () -> Schedule.multiplicative(0.2, Schedule.constant(0.5), 4),
            () -> Schedule.multiplicative(0.1, Schedule.constant(0.6), 4),
            () -> Schedule.multiplicative(0.1, Schedule.constant(0.5), 5),
            () -> Schedule.multiStep(0.1, 0.5, 10, 20),
            () -> Schedule.multiStep(0.1, 0.5, 10, 30),
            () -> Schedule.multiStep(0.2, 0.5, 10, 20),
            () -> Schedule.multiStep(0.1, 0.6, 10, 20)),
        List.of(
            () -> ReduceOnPlateau.of(0.1, 10),
            () -> ReduceOnPlateau.of(0.2, 10),
            () -> ReduceOnPlateau.of(0.1, 11),
            () -> ReduceOnPlateau.of(0.1, 10).withMaximize(true),
            () -> ReduceOnPlateau.of(0.1, 10).withRelativeThreshold(0.5),
            () -> ReduceOnPlateau.of(0.1, 10).withAbsoluteThreshold(0.5),
            () -> ReduceOnPlateau.of(0.1, 10).withCoolDown(3),
            () -> ReduceOnPlateau.of(0.1, 10).withMinimum(1e-5),
            () -> ReduceOnPlateau.of(0.1, 10).withEpsilon(1e-5)),
        List.of(
            () -> VarianceScaling.normal(),
            () -> VarianceScaling.uniform(),
            () -> VarianceScaling.normal().withGain(2),
            () -> VarianceScaling.normal().withMode(FanMode.FAN_OUT),
            () -> Fan.of(2, 3),
            () -> Fan.of(3, 3),
            () -> Fan.of(2, 4),
            () -> Fan.outputFirst(Shape.of(3, 2))),
        List.of(
            () -> Group.named("w"),
            () -> Group.named("v"),
            () -> Group.matching("w"),
            () -> Group.named("w").withOptimizer(Sgd.of(1)),
            () -> Group.named("w").withLearningRate(1),
            () -> Group.named("w").withRateFactor(2),
            () -> Group.named("w").withWeightDecay(WeightDecay.l2(0.1)),
            () -> Group.named("w").withTransform(ClipByValue.of(1)),
            () -> Group.named("w").frozen()));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesAreEqualIfTheyAreMadeAlike(List<Supplier<Object>> made) {
    for (int i = 0; i < made.size(); i++) {
      for (int j = 0; j < made.size(); j++) {
        Object one = made.get(i).get();
        Object other = made.get(j).get();
        assertThat(one.equals(other)).as("%s equals %s", one, other).isEqualTo(i == j);
        if (i == j) {
          assertThat(one).hasSameHashCodeAs(other).hasToString(other.toString());
        }
      }
    }
  }
}
