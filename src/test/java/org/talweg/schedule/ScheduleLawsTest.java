// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every schedule of the library obeys. */
class ScheduleLawsTest {
  private static final long SEED = 21;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Each once, with the text it prints. */
  private record Row(String text, Supplier<Schedule> make) {}

  private static final List<Row> ALL =
      List.of(
          new Row("0.001", () -> Schedule.constant(0.001)),
          new Row("Schedule.step(0.1, 7, 0.3)", () -> Schedule.step(0.1, 7, 0.3)),
          new Row(
              "Schedule.multiStep(0.1, 0.3, 10, 20)", () -> Schedule.multiStep(0.1, 0.3, 10, 20)),
          new Row("Schedule.multiStep(0.1, 0.3)", () -> Schedule.multiStep(0.1, 0.3)),
          new Row("Schedule.exponential(0.1, 0.9)", () -> Schedule.exponential(0.1, 0.9)),
          new Row("Schedule.exponential(0.1, 0.9, 7)", () -> Schedule.exponential(0.1, 0.9, 7)),
          new Row("Schedule.inverseTime(0.1, 0.5)", () -> Schedule.inverseTime(0.1, 0.5)),
          new Row("Schedule.inverseSqrt(0.1, 20)", () -> Schedule.inverseSqrt(0.1, 20)),
          new Row("Schedule.noam(512, 40)", () -> Schedule.noam(512, 40)),
          new Row("Schedule.linear(0.1, 0.2, 50)", () -> Schedule.linear(0.1, 0.2, 50)),
          new Row(
              "Schedule.polynomial(0.1, 0, 50, 1.5)", () -> Schedule.polynomial(0.1, 0, 50, 1.5)),
          new Row(
              "Schedule.polynomialCycles(0.1, 0.01, 30, 1)",
              () -> Schedule.polynomialCycles(0.1, 0.01, 30, 1)),
          new Row("Schedule.cosine(0.1, 80)", () -> Schedule.cosine(0.1, 80)),
          new Row("Schedule.cosine(0.1, 0.01, 80, 2.5)", () -> Schedule.cosine(0.1, 0.01, 80, 2.5)),
          new Row("Schedule.cosineRestarts(0.1, 0, 9)", () -> Schedule.cosineRestarts(0.1, 0, 9)),
          new Row(
              "Schedule.cosineRestarts(0.1, 0, 9, 1.5)",
              () -> Schedule.cosineRestarts(0.1, 0, 9, 1.5)),
          new Row(
              "Schedule.cosineRestarts(0.1, 0, 9, 1, 0.5)",
              () -> Schedule.cosineRestarts(0.1, 0, 9, 1, 0.5)),
          new Row("Schedule.oneCycle(0.5, 90)", () -> Schedule.oneCycle(0.5, 90)),
          new Row(
              "Schedule.oneCycle(0.5, 90).withRise(0.2).withLinear(true).withThreePhases(true)"
                  + ".withDivisors(10, 100)",
              () ->
                  Schedule.oneCycle(0.5, 90)
                      .withRise(0.2)
                      .withLinear(true)
                      .withThreePhases(true)
                      .withDivisors(10, 100)),
          new Row(
              "Schedule.oneCycle(0.5, 90).momentum(0.95, 0.85)",
              () -> Schedule.oneCycle(0.5, 90).momentum(0.95, 0.85)),
          new Row("Schedule.cyclic(0.01, 0.1, 6)", () -> Schedule.cyclic(0.01, 0.1, 6)),
          new Row("Schedule.cyclic(0.01, 0.1, 6, 9)", () -> Schedule.cyclic(0.01, 0.1, 6, 9)),
          new Row(
              "Schedule.cyclic(0.01, 0.1, 6, 6, Schedule.exponential(1, 0.9))",
              () -> Schedule.cyclic(0.01, 0.1, 6, 6, Schedule.exponential(1, 0.9))),
          new Row(
              "Schedule.constant(0.1).warmUp(9).then(59, Schedule.linear(0.1, 0, 20))",
              () -> Schedule.constant(0.1).warmUp(9).then(59, Schedule.linear(0.1, 0, 20))),
          new Row(
              "Schedule.multiplicative(0.1, Schedule.step(0.9, 5, 1.1), 60)",
              () -> Schedule.multiplicative(0.1, Schedule.step(0.9, 5, 1.1), 60)),
          new Row(
              "Schedule.constant(0.1).then(30, 0.01)", () -> Schedule.constant(0.1).then(30, 0.01)),
          new Row(
              "Schedule.constant(0.1).times(Schedule.linear(1, 0, 50))",
              () -> Schedule.constant(0.1).times(Schedule.linear(1, 0, 50))),
          new Row("Schedule.noam(512, 40).plus(0.0001)", () -> Schedule.noam(512, 40).plus(1e-4)),
          new Row(
              "Schedule.exponential(0.1, 0.9).clamp(0.01, 0.05)",
              () -> Schedule.exponential(0.1, 0.9).clamp(0.01, 0.05)),
          new Row("Schedule.cosine(0.1, 20).repeat(20)", () -> Schedule.cosine(0.1, 20).repeat(20)),
          new Row(
              "Schedule.exponential(0.1, 0.9).perEpoch(9)",
              () -> Schedule.exponential(0.1, 0.9).perEpoch(9)));

  @Test
  void aScheduleIsAValue() {
    for (Row row : ALL) {
      Schedule schedule = row.make().get();
      assertThat(schedule).isEqualTo(row.make().get()).hasSameHashCodeAs(row.make().get());
      assertThat(schedule).as("%s and nothing", schedule).isNotEqualTo(null);
      long equal = ALL.stream().filter(other -> other.make().get().equals(schedule)).count();
      assertThat(equal).as("schedules equal to %s", schedule).isEqualTo(1);
    }
  }

  @Test
  void aSchedulePrintsAsTheCallThatMakesIt() {
    for (Row row : ALL) {
      assertThat(row.make().get()).hasToString(row.text());
    }
  }

  @Test
  void onlyAConstantIsConstant() {
    for (Row row : ALL) {
      assertThat(row.make().get().isConstant())
          .as(row.text())
          .isEqualTo(row.text().equals("0.001"));
    }
    Schedule lambda = t -> 1;
    assertThat(lambda.isConstant()).isFalse();
  }

  @Test
  void theValueDependsOnTheStepAndNotOnWhatWasAskedBefore() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (Row row : ALL) {
      Schedule unbroken = row.make().get();
      double[] inOrder = new double[200];
      for (int t = 1; t <= 200; t++) {
        inOrder[t - 1] = unbroken.at(t);
      }
      Schedule resumed = row.make().get();
      for (int i = 0; i < 500; i++) {
        int t = random.nextInt(1, 201);
        assertThat(i % 2 == 0 ? unbroken.at(t) : resumed.at(t))
            .as("%s at step %d, seed %d", row.text(), t, SEED)
            .isEqualTo(inOrder[t - 1]);
      }
    }
  }

  @Test
  void theLastStepThereIsHasAFiniteValue() {
    for (Row row : ALL) {
      for (long step = Long.MAX_VALUE; step > Long.MAX_VALUE - 3; step--) {
        assertThat(row.make().get().at(step)).as("%s at step %d", row.text(), step).isFinite();
      }
    }
    Schedule far = Schedule.linear(1, 2, Long.MAX_VALUE).times(Schedule.cosine(1, Long.MAX_VALUE));
    assertThat(far.at(1)).isEqualTo(1);
    assertThat(far.at(Long.MAX_VALUE / 2)).isEqualTo(0.75, within(1e-15));
    assertThat(far.at(Long.MAX_VALUE)).isZero();
    Schedule widest = Schedule.linear(-Double.MAX_VALUE, Double.MAX_VALUE, 2);
    assertThat(widest.at(2)).isZero();
  }

  @Test
  void askingAllocatesNothing() {
    for (Row row : ALL) {
      Schedule schedule = row.make().get();
      // What the JVM itself allocates while it compiles comes once.
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        least = Math.min(least, bytesOfThousandSteps(schedule));
      }
      assertThat(least).as("bytes for 1,000 steps of %s", row.text()).isZero();
    }
    assertThat(bytesOfThousandSteps(t -> new double[(int) t].length)).isGreaterThan(1000);
  }

  private static long bytesOfThousandSteps(Schedule schedule) {
    double sum = 0;
    THREADS.getCurrentThreadAllocatedBytes();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int t = 1; t <= 1000; t++) {
      sum += schedule.at(t);
    }
    long after = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(sum).isFinite();
    return after - before;
  }
}
