// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReduceOnPlateauTest {
  private static final ReduceOnPlateau HALVES = ReduceOnPlateau.of(0.5, 1);

  @Test
  void theFactorFallsAfterMoreBadReportsThanArePatientlyTaken() {
    assertThat(factors(HALVES, 3, 2, 2, 2, 2, 2)).containsExactly(1, 1, 1, 0.5, 0.5, 0.25);
  }

  @Test
  void badReportsAreNotCountedWhileTheCoolDownLasts() {
    assertThat(factors(HALVES.withCoolDown(2), 3, 3, 3, 3, 3, 3, 3))
        .containsExactly(1, 1, 0.5, 0.5, 0.5, 0.5, 0.25);
  }

  @Test
  void theFactorStopsAtTheMinimumAndLeavesOutWhatIsTooSmall() {
    ReduceOnPlateau impatient = ReduceOnPlateau.of(0.5, 0);
    assertThat(factors(impatient.withMinimum(0.2), 3, 3, 3, 3, 3))
        .containsExactly(1, 0.5, 0.25, 0.2, 0.2);
    assertThat(factors(impatient.withEpsilon(0.2), 3, 3, 3, 3, 3))
        .containsExactly(1, 0.5, 0.25, 0.25, 0.25);
  }

  @Test
  void higherIsBetterIfSaidSo() {
    assertThat(factors(HALVES.withMaximize(true), 1, 2, 3, 4)).containsExactly(1, 1, 1, 1);
    assertThat(factors(HALVES.withMaximize(true), 4, 3, 2)).containsExactly(1, 1, 0.5);
    assertThat(HALVES.withMaximize(true).withMaximize(false)).isEqualTo(HALVES);
  }

  @Test
  void aRelativeThresholdIsOfTheMagnitude() {
    ReduceOnPlateau tenth = ReduceOnPlateau.of(0.5, 0).withRelativeThreshold(0.1);
    assertThat(tenth.next(tenth.next(tenth.start(), 10), 9.1).best()).isEqualTo(10);
    assertThat(tenth.next(tenth.next(tenth.start(), 10), 8.9).best()).isEqualTo(8.9);
    assertThat(tenth.next(tenth.next(tenth.start(), -10), -9.5).best()).isEqualTo(-10);
    assertThat(tenth.next(tenth.next(tenth.start(), -10), -11.1).best()).isEqualTo(-11.1);
    ReduceOnPlateau higher = tenth.withMaximize(true);
    assertThat(higher.next(higher.next(higher.start(), -10), -9.1).best()).isEqualTo(-10);
    assertThat(higher.next(higher.next(higher.start(), -10), -8.9).best()).isEqualTo(-8.9);
  }

  @Test
  void anAbsoluteThresholdIsADistance() {
    ReduceOnPlateau tenth = HALVES.withAbsoluteThreshold(0.5);
    assertThat(tenth.next(tenth.next(tenth.start(), -10), -10.4).best()).isEqualTo(-10);
    assertThat(tenth.next(tenth.next(tenth.start(), -10), -10.6).best()).isEqualTo(-10.6);
  }

  @Test
  void notANumberIsABadReportAndNeverTheBest() {
    PlateauState state = HALVES.next(HALVES.start(), Double.NaN);
    assertThat(state).isEqualTo(new PlateauState(Double.POSITIVE_INFINITY, 1, 0, 1));
    assertThat(factors(HALVES, 3, Double.NaN, Double.NaN, 2)).containsExactly(1, 1, 0.5, 0.5);
  }

  @Test
  void aRunResumedFromItsNumbersIsTheUnbrokenRun() {
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    ReduceOnPlateau plateau = HALVES.withCoolDown(1);
    PlateauState unbroken = plateau.start();
    PlateauState resumed = plateau.start();
    for (int i = 0; i < 300; i++) {
      double metric = random.nextDouble();
      unbroken = plateau.next(unbroken, metric);
      resumed = plateau.next(PlateauState.of(new HashMap<>(resumed.numbers())), metric);
      assertThat(resumed).as("report %d, seed %d", i, seed).isEqualTo(unbroken);
    }
    assertThat(unbroken.factor()).isLessThan(1);
  }

  @Test
  void theNumbersOfAStateAreChecked() {
    Map<String, Double> numbers = new HashMap<>(HALVES.start().numbers());
    assertThat(numbers)
        .isEqualTo(
            Map.of(
                "best", Double.POSITIVE_INFINITY,
                "bad_reports", 0.0,
                "cool_down_left", 0.0,
                "factor", 1.0));
    numbers.put("bad_reports", 0.5);
    fails("bad_reports must be a whole number, but was 0.5", () -> PlateauState.of(numbers));
    numbers.put("bad_reports", -1.0);
    fails("bad_reports must be at least 0, but was -1", () -> PlateauState.of(numbers));
    numbers.put("bad_reports", 1.0);
    numbers.put("factor", 1.5);
    fails("factor must be in [0, 1], but was 1.5", () -> PlateauState.of(numbers));
    numbers.put("factor", 0.5);
    numbers.put("best", Double.NaN);
    fails("best must be a number, but was NaN", () -> PlateauState.of(numbers));
    numbers.remove("best");
    fails(
        "the numbers of a plateau's state must be [bad_reports, best, cool_down_left, factor],"
            + " but were [bad_reports, cool_down_left, factor]",
        () -> PlateauState.of(numbers));
  }

  @Test
  void optionsAreChecked() {
    for (double bad : new double[] {0, 1, -1, Double.NaN}) {
      fails("factor must be above 0 and below 1, but was " + bad, () -> ReduceOnPlateau.of(bad, 1));
    }
    fails("patience must be at least 0, but was -1", () -> ReduceOnPlateau.of(0.1, -1));
    fails("cool-down must be at least 0, but was -1", () -> HALVES.withCoolDown(-1));
    fails("minimum must be in [0, 1), but was 1.0", () -> HALVES.withMinimum(1));
    fails("epsilon must be in [0, 1), but was -1.0", () -> HALVES.withEpsilon(-1));
    fails(
        "relative threshold must be in [0, 1), but was 1.0", () -> HALVES.withRelativeThreshold(1));
    fails(
        "absolute threshold must be zero or positive, and finite, but was -1.0",
        () -> HALVES.withAbsoluteThreshold(-1));
  }

  @Test
  void itIsAValue() {
    assertThat(ReduceOnPlateau.of(0.5, 1)).isEqualTo(HALVES).hasSameHashCodeAs(HALVES);
    assertThat(HALVES.withAbsoluteThreshold(1e-4)).isNotEqualTo(HALVES);
    assertThat(HALVES.withCoolDown(1)).isNotEqualTo(HALVES);
    assertThat(HALVES).hasToString("ReduceOnPlateau.of(0.5, 1)");
    assertThat(HALVES.withAbsoluteThreshold(0.5).withMaximize(true))
        .hasToString("ReduceOnPlateau.of(0.5, 1).withMaximize(true).withAbsoluteThreshold(0.5)");
  }

  private static double[] factors(ReduceOnPlateau plateau, double... metrics) {
    double[] factors = new double[metrics.length];
    PlateauState state = plateau.start();
    for (int i = 0; i < metrics.length; i++) {
      state = plateau.next(state, metrics[i]);
      factors[i] = state.factor();
    }
    return factors;
  }

  private static void fails(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
