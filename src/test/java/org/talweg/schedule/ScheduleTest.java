package org.talweg.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
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
  void theRateDependsOnTheStepAndNotOnWhatWasAskedBefore() {
    Schedule[] schedules = {
      Schedule.constant(0.1),
      Schedule.step(0.1, 7, 0.3),
      Schedule.multiStep(0.1, 0.3, 10, 20, 50),
      Schedule.exponential(0.1, 0.99),
      Schedule.exponential(0.1, 0.9).perEpoch(9)
    };
    long seed = 21;
    SplittableRandom random = new SplittableRandom(seed);
    for (Schedule schedule : schedules) {
      double[] inOrder = new double[100];
      for (int t = 1; t <= 100; t++) {
        inOrder[t - 1] = schedule.at(t);
      }
      for (int i = 0; i < 500; i++) {
        int t = random.nextInt(1, 101);
        assertThat(schedule.at(t))
            .as("%s at step %d, seed %d", schedule, t, seed)
            .isEqualTo(inOrder[t - 1]);
      }
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
  void aRateOfZeroIsAllowed() {
    assertThat(Schedule.constant(0).at(5)).isZero();
    assertThat(Schedule.step(0, 1, 0.5).at(5)).isZero();
  }

  @Test
  void ratesAreFiniteAndNotNegative() {
    for (double rate : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message = "learning rate must be zero or positive, and finite, but was " + rate;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Schedule.constant(rate))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Schedule.step(rate, 1, 0.5))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Schedule.multiStep(rate, 0.5, 1))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Schedule.exponential(rate, 0.5))
          .withMessage(message);
    }
  }

  @Test
  void factorsArePositiveAndFinite() {
    for (double factor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message = "decay factor must be positive and finite, but was " + factor;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Schedule.step(0.1, 1, factor))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Schedule.multiStep(0.1, factor, 1))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Schedule.exponential(0.1, factor))
          .withMessage(message);
    }
  }

  @Test
  void stepsAreCountedFromOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.step(0.1, 0, 0.5))
        .withMessage("the number of steps between decays must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.constant(0.1).perEpoch(0))
        .withMessage("the number of steps in an epoch must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.multiStep(0.1, 0.5, 0, 3))
        .withMessage("a milestone must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.multiStep(0.1, 0.5, 3, 3))
        .withMessage("milestones must ascend, but were [3, 3]");
  }
}
