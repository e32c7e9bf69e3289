// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void aConstantIsTheSameAtEveryStep() {
    Schedule schedule = Schedule.constant(0.3);
    assertThat(schedule.at(1)).isEqualTo(0.3);
    assertThat(schedule.at(Long.MAX_VALUE)).isEqualTo(0.3);
  }

  @Test
  void stepDecayFallsAfterEveryKSteps() {
    Schedule schedule = Schedule.step(8, 3, 0.5);
    double[] expected = {8, 8, 8, 4, 4, 4, 2, 2, 2, 1};
    for (int t = 1; t <= expected.length; t++) {
      assertThat(schedule.at(t)).as("step %d", t).isEqualTo(expected[t - 1]);
    }
  }

  @Test
  void multiStepDecayFallsAfterEachMilestone() {
    Schedule schedule = Schedule.multiStep(8, 0.5, 2, 3, 6);
    double[] expected = {8, 8, 4, 2, 2, 2, 1, 1};
    for (int t = 1; t <= expected.length; t++) {
      assertThat(schedule.at(t)).as("step %d", t).isEqualTo(expected[t - 1]);
    }
    assertThat(Schedule.multiStep(8, 0.5).at(1000)).as("no milestones").isEqualTo(8);
  }

  @Test
  void exponentialDecayFallsAfterEveryStep() {
    Schedule schedule = Schedule.exponential(8, 0.5);
    assertThat(schedule.at(1)).isEqualTo(8);
    assertThat(schedule.at(2)).isEqualTo(4);
    assertThat(schedule.at(4)).isEqualTo(1);
    assertThat(schedule.at(100_000)).as("far away").isZero();
  }

  @Test
  void anEpochIsOneStepOfTheScheduleInside() {
    Schedule schedule = Schedule.multiStep(8, 0.5, 1, 3).perEpoch(4);
    double[] perEpoch = {8, 4, 4, 2, 2};
    for (int t = 1; t <= 20; t++) {
      assertThat(schedule.at(t)).as("step %d", t).isEqualTo(perEpoch[(t - 1) / 4]);
    }
  }

  @Test
  void milestonesAreKeptApartFromTheCallersArray() {
    long[] milestones = {2, 4};
    Schedule schedule = Schedule.multiStep(8, 0.5, milestones);
    milestones[0] = 100;
    assertThat(schedule.at(3)).isEqualTo(4);
  }

  @Test
  void anyFiniteValueIsAllowed() {
    assertThat(Schedule.constant(-1).at(5)).isEqualTo(-1);
    assertThat(Schedule.step(0, 1, 0.5).at(5)).isZero();
    assertThat(Schedule.linear(-1, 1, 4).at(3)).isZero();
  }

  @Test
  void valuesAreFinite() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      String finite = " must be finite, but was " + bad;
      fails("value" + finite, () -> Schedule.constant(bad));
      fails("value" + finite, () -> Schedule.step(bad, 1, 0.5));
      fails("value" + finite, () -> Schedule.multiStep(bad, 0.5, 1));
      fails("value" + finite, () -> Schedule.exponential(bad, 0.5));
      fails("value" + finite, () -> Schedule.inverseTime(bad, 0.5));
      fails("value" + finite, () -> Schedule.inverseSqrt(bad, 5));
      fails("value" + finite, () -> Schedule.multiplicative(bad, Schedule.constant(1), 5));
      fails("value" + finite, () -> Schedule.constant(1).times(bad));
      fails("value" + finite, () -> Schedule.constant(1).plus(bad));
      fails("value" + finite, () -> Schedule.constant(1).then(5, bad));
      fails("the first value" + finite, () -> Schedule.linear(bad, 1, 5));
      fails("the last value" + finite, () -> Schedule.cosine(1, bad, 5));
      fails("the first value" + finite, () -> Schedule.polynomialCycles(bad, 1, 5, 1));
      fails("the last value" + finite, () -> Schedule.cosineRestarts(1, bad, 5));
      fails("the lower value" + finite, () -> Schedule.cyclic(bad, 1, 5));
      fails("the upper value" + finite, () -> Schedule.cyclic(1, bad, 5));
      fails("the peak" + finite, () -> Schedule.oneCycle(bad, 50));
      fails("the high momentum" + finite, () -> Schedule.oneCycle(1, 50).momentum(bad, 1));
      fails("the low momentum" + finite, () -> Schedule.oneCycle(1, 50).momentum(1, bad));
      fails("the lower bound" + finite, () -> Schedule.constant(1).clamp(bad, 1));
      fails("the upper bound" + finite, () -> Schedule.constant(1).clamp(1, bad));
      fails("the first value" + finite, () -> Schedule.constant(1).warmUp(bad, 5));
      fails(
          "the factor after step 2" + finite,
          () -> Schedule.multiplicative(1, k -> k < 2 ? 1 : bad, 3));
    }
  }

  @Test
  void factorsAndPowersArePositiveAndFinite() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String positive = " must be positive and finite, but was " + bad;
      fails("factor" + positive, () -> Schedule.step(0.1, 1, bad));
      fails("factor" + positive, () -> Schedule.multiStep(0.1, bad, 1));
      fails("factor" + positive, () -> Schedule.exponential(0.1, bad));
      fails("factor" + positive, () -> Schedule.cosineRestarts(1, 0, 5, 2, bad));
      fails("power" + positive, () -> Schedule.polynomial(1, 0, 5, bad));
      fails("power" + positive, () -> Schedule.cosine(1, 0, 5, bad));
      fails("power" + positive, () -> Schedule.polynomialCycles(1, 0, 5, bad));
      fails("the divisor of the start" + positive, () -> cycle().withDivisors(bad, 1));
      fails("the divisor of the end" + positive, () -> cycle().withDivisors(1, bad));
    }
    fails(
        "decay must be zero or positive, and finite, but was -0.1",
        () -> Schedule.inverseTime(0.1, -0.1));
    fails(
        "growth must be 1, or at least 1.01, but was 0.5",
        () -> Schedule.cosineRestarts(1, 0, 5, 0.5));
    fails(
        "the lower bound must not be above the upper bound, but they were 2.0 and 1.0",
        () -> Schedule.constant(1).clamp(2, 1));
  }

  @Test
  void numbersOfStepsStartAtOne() {
    Schedule one = Schedule.constant(1);
    String least = " must be at least 1, but was 0";
    fails("the number of steps between changes" + least, () -> Schedule.step(0.1, 0, 0.5));
    fails("the number of steps in an epoch" + least, () -> one.perEpoch(0));
    fails("a milestone" + least, () -> Schedule.multiStep(0.1, 0.5, 0, 3));
    fails("the number of steps" + least, () -> Schedule.exponential(1, 0.5, 0));
    fails("the number of steps" + least, () -> Schedule.inverseSqrt(1, 0));
    fails("the number of steps" + least, () -> Schedule.linear(0, 1, 0));
    fails("the number of steps" + least, () -> Schedule.polynomialCycles(0, 1, 0, 1));
    fails("the number of steps" + least, () -> Schedule.cosine(1, 0));
    fails("the number of steps" + least, () -> Schedule.multiplicative(1, one, 0));
    fails("the number of steps" + least, () -> Schedule.oneCycle(1, 0));
    fails("the number of steps" + least, () -> one.warmUp(0));
    fails("the number of steps in the first period" + least, () -> cosineRestarts(0));
    fails("the number of steps up" + least, () -> Schedule.cyclic(0, 1, 0));
    fails("the number of steps down" + least, () -> Schedule.cyclic(0, 1, 1, 0));
    fails("the width of the model" + least, () -> Schedule.noam(0, 1));
    fails("the number of warm-up steps" + least, () -> Schedule.noam(1, 0));
    fails("the number of steps before the next part" + least, () -> one.then(0, one));
    fails("the number of steps to repeat" + least, () -> one.repeat(0));
    fails("milestones must ascend, but were [3, 3]", () -> Schedule.multiStep(0.1, 0.5, 3, 3));
    fails(
        "a cycle must have fewer than 2^63 steps, but had 9223372036854775807 up and 1 down",
        () -> Schedule.cyclic(0, 1, Long.MAX_VALUE, 1));
  }

  @Test
  void aCycleHasStepsInEveryPhase() {
    String expected = "the rise must be more than one step and leave steps to fall, but was ";
    fails(expected + "0.3 of 3", () -> Schedule.oneCycle(1, 3));
    fails(expected + "1.0 of 50", () -> cycle().withRise(1));
    fails(expected + "NaN of 50", () -> cycle().withRise(Double.NaN));
    fails(
        expected + "0.6 of 50 in three phases", () -> cycle().withRise(0.6).withThreePhases(true));
  }

  @Test
  @SuppressWarnings("NullAway")
  void nothingIsNull() {
    Schedule one = Schedule.constant(1);
    Schedule none = null;
    isNull("milestones", () -> Schedule.multiStep(1, 1, (long[]) null));
    isNull("amplitude", () -> Schedule.cyclic(0, 1, 1, 1, none));
    isNull("factor", () -> Schedule.multiplicative(1, none, 1));
    isNull("next", () -> one.then(1, none));
    isNull("factor", () -> one.times(none));
    isNull("summand", () -> one.plus(none));
  }

  private static void isNull(String argument, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(argument);
  }

  private static OneCycle cycle() {
    return Schedule.oneCycle(1, 50);
  }

  private static Schedule cosineRestarts(long period) {
    return Schedule.cosineRestarts(1, 0, period);
  }

  private static void fails(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
