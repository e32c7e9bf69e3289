// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Schedules against their formulas, with the powers of {@link StrictMath}, which allocate. */
class FormulaTest {
  private static final long SEED = 3;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void noamIsTheTransformersRate() {
    assertFormula(
        Schedule.noam(512, 4000),
        t ->
            StrictMath.pow(512, -0.5)
                * Math.min(StrictMath.pow(t, -0.5), t * StrictMath.pow(4000, -1.5)));
    assertThat(Schedule.noam(512, 4000).at(4000))
        .isCloseTo(1 / Math.sqrt(512.0 * 4000), within(1e-18));
  }

  @Test
  void inverseSqrtWithItsWarmUpIsFairseqs() {
    assertFormula(
        Schedule.inverseSqrt(0.1, 400).warmUp(400),
        t -> t <= 400 ? 0.1 * (t - 1) / 400 : 0.1 * Math.sqrt(400) / Math.sqrt(t - 1));
  }

  @Test
  void transitionsFollowTheirPowers() {
    assertFormula(
        Schedule.polynomial(0.3, 0.1, 5000, 0.7),
        t -> 0.1 + 0.2 * StrictMath.pow(1 - Math.min(t - 1, 5000) / 5000.0, 0.7));
    assertFormula(
        Schedule.cosine(0.3, 0.1, 5000, 3.2),
        t -> {
          double cosine = StrictMath.cos(StrictMath.PI * Math.min(t - 1, 5000) / 5000.0);
          return 0.1 + 0.2 * StrictMath.pow((1 + cosine) / 2, 3.2);
        });
    assertFormula(
        Schedule.exponential(0.3, 0.2, 700), t -> 0.3 * StrictMath.pow(0.2, (t - 1) / 700.0));
  }

  @Test
  void restartsAreWhereThePeriodsEnd() {
    Schedule schedule = Schedule.cosineRestarts(8, 1, 16, 1.5, 0.5);
    long[] starts = {1, 17, 41, 77, 131};
    for (int i = 0; i < starts.length; i++) {
      assertThat(schedule.at(starts[i])).isEqualTo(1 + 7 * StrictMath.pow(0.5, i));
      assertThat(schedule.at(starts[i] + 1)).isLessThan(schedule.at(starts[i]));
      if (i > 0) {
        assertThat(schedule.at(starts[i] - 1)).as("before %d", starts[i]).isBetween(1.0, 1.1);
      }
    }
    Schedule equal = Schedule.cosineRestarts(8, 1, 16);
    assertThat(equal).isEqualTo(Schedule.cosineRestarts(8, 1, 16, 1));
    assertThat(equal.at(1 + 16 * 1_000_000_007L)).isEqualTo(8);
  }

  @Test
  void transitionsStartAndEndExactly() {
    for (int i = 0; i < 1000; i++) {
      double from = random.nextDouble(-1, 1);
      double to = random.nextDouble(-1, 1);
      int steps = random.nextInt(1, 1000);
      for (Schedule schedule :
          new Schedule[] {
            Schedule.linear(from, to, steps),
            Schedule.cosine(from, to, steps),
            Schedule.polynomial(from, to, steps, 1.7)
          }) {
        assertThat(schedule.at(1)).as("%s, seed %d", schedule, SEED).isEqualTo(from);
        assertThat(schedule.at(steps + 1)).as("%s, seed %d", schedule, SEED).isEqualTo(to);
        assertThat(schedule.at(steps + 500)).as("%s, seed %d", schedule, SEED).isEqualTo(to);
      }
    }
  }

  @Test
  void aCycleEndsAtItsEndAndStays() {
    OneCycle cycle = Schedule.oneCycle(0.5, 40);
    assertThat(cycle.at(40)).isEqualTo(0.5 / 25 / 1e4);
    assertThat(cycle.at(1000)).isEqualTo(0.5 / 25 / 1e4);
    assertThat(cycle.momentum(0.95, 0.85).at(1000)).isEqualTo(0.95);
    assertThat(cycle.withLinear(true).withLinear(false)).isEqualTo(cycle);
    assertThat(cycle.withThreePhases(true).withThreePhases(false)).isEqualTo(cycle);
  }

  @Test
  void aRunningProductStaysAfterItsLastStep() {
    Schedule schedule = Schedule.multiplicative(1, k -> k + 1, 5);
    double[] factorials = {1, 2, 6, 24, 120, 120, 120};
    for (int t = 1; t <= factorials.length; t++) {
      assertThat(schedule.at(t)).isEqualTo(factorials[t - 1]);
    }
  }

  private void assertFormula(Schedule schedule, DoubleUnaryOperator formula) {
    for (int i = 0; i < 2000; i++) {
      long t = random.nextLong(1, i % 2 == 0 ? 1000 : 10_000);
      double expected = formula.applyAsDouble((double) t);
      assertThat(schedule.at(t))
          .as("%s at step %d, seed %d", schedule, t, SEED)
          .isCloseTo(expected, within(1e-13 * Math.abs(expected)));
    }
  }
}
