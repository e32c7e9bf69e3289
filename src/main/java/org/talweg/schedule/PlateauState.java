// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.talweg.internal.Excerpt;

/**
 * The state of {@link ReduceOnPlateau}: what it has seen so far.
 *
 * @param best the best metric; infinite before the first report
 * @param badReports how many reports in a row were no better
 * @param coolDownLeft the number of reports to come of which bad ones are not counted
 * @param factor what the rate is multiplied by, from 1 down
 */
public record PlateauState(double best, long badReports, long coolDownLeft, double factor) {
  private static final String BEST = "best";
  private static final String BAD_REPORTS = "bad_reports";
  private static final String COOL_DOWN_LEFT = "cool_down_left";
  private static final String FACTOR = "factor";
  private static final Set<String> NAMES = Set.of(BEST, BAD_REPORTS, COOL_DOWN_LEFT, FACTOR);

  /**
   * Checks the numbers.
   *
   * @param best the best metric, not NaN
   * @param badReports the bad reports in a row, at least 0
   * @param coolDownLeft what is left of a cool-down, at least 0
   * @param factor the factor in force, in [0, 1]
   * @throws IllegalArgumentException if one can't have come from {@link ReduceOnPlateau#next}
   */
  public PlateauState {
    if (Double.isNaN(best)) {
      throw new IllegalArgumentException("best must be a number, but was NaN");
    }
    ReduceOnPlateau.notNegative(BAD_REPORTS, badReports);
    ReduceOnPlateau.notNegative(COOL_DOWN_LEFT, coolDownLeft);
    if (!(factor >= 0 && factor <= 1)) {
      throw new IllegalArgumentException("factor must be in [0, 1], but was " + factor);
    }
  }

  /** {@return the numbers of this state by name, for a checkpoint} */
  public Map<String, Double> numbers() {
    return Map.of(
        BEST,
        best,
        BAD_REPORTS,
        (double) badReports,
        COOL_DOWN_LEFT,
        (double) coolDownLeft,
        FACTOR,
        factor);
  }

  /**
   * {@return the state with these numbers}
   *
   * @param numbers the numbers that {@link #numbers} returned
   * @throws IllegalArgumentException if a name is missing or unknown, or a number is outside its
   *     range
   */
  public static PlateauState of(Map<String, Double> numbers) {
    Objects.requireNonNull(numbers, "numbers");
    if (!numbers.keySet().equals(NAMES)) {
      throw new IllegalArgumentException(
          "the numbers of a plateau's state must be "
              + Excerpt.list(new TreeSet<>(NAMES))
              + ", but were "
              + Excerpt.list(new TreeSet<>(numbers.keySet())));
    }
    return new PlateauState(
        number(numbers, BEST),
        whole(numbers, BAD_REPORTS),
        whole(numbers, COOL_DOWN_LEFT),
        number(numbers, FACTOR));
  }

  private static double number(Map<String, Double> numbers, String name) {
    return Objects.requireNonNull(numbers.get(name), name);
  }

  private static long whole(Map<String, Double> numbers, String name) {
    double number = number(numbers, name);
    long whole = (long) number;
    if (whole != number) {
      throw new IllegalArgumentException(name + " must be a whole number, but was " + number);
    }
    return whole;
  }
}
