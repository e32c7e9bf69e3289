// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

/**
 * Reduces a learning rate when a metric has stopped improving. It depends on what is measured, so
 * it is not a {@link Schedule}, and it has a {@link PlateauState state}. This value holds the
 * options; {@link #next} is a pure function from a state and a metric to the next state, whose
 * {@link PlateauState#factor() factor} multiplies the rate. After each report of a metric:
 *
 * <ol>
 *   <li>a metric that is better than the best so far by the threshold becomes the best, and the
 *       count of bad reports starts again; any other is a bad report;
 *   <li>while a cool-down lasts, bad reports are not counted;
 *   <li>more than {@code patience} bad reports in a row multiply the factor by {@code factor}, not
 *       below the minimum, and start a cool-down.
 * </ol>
 *
 * <p>It is PyTorch's {@code ReduceLROnPlateau}, with its defaults: lower is better, relative
 * threshold 1e-4, no cool-down, no minimum, ε = 1e-8. There are two differences. The minimum and ε
 * are of the factor, not of the rate, since the rate may be a schedule: {@code min_lr=1e-3} of a
 * rate of 0.1 is a minimum of 0.01. And a relative threshold is of the best metric's magnitude, so
 * that a negative one has to become better too; PyTorch takes −0.99995 for better than −1 where
 * lower is better.
 *
 * <p>A metric of NaN is a bad report, as in PyTorch, and never the best.
 */
public final class ReduceOnPlateau implements Written {
  private static final double THRESHOLD = 1e-4;
  private static final double EPSILON = 1e-8;

  private final double factor;
  private final long patience;
  private final boolean maximize;
  private final boolean relative;
  private final double threshold;
  private final long coolDown;
  private final double minimum;
  private final double epsilon;

  private ReduceOnPlateau(
      double factor,
      long patience,
      boolean maximize,
      boolean relative,
      double threshold,
      long coolDown,
      double minimum,
      double epsilon) {
    this.factor = factor;
    this.patience = patience;
    this.maximize = maximize;
    this.relative = relative;
    this.threshold = threshold;
    this.coolDown = coolDown;
    this.minimum = minimum;
    this.epsilon = epsilon;
  }

  /**
   * {@return a reduction after a number of reports without improvement}
   *
   * @param factor what the rate is multiplied by, above 0 and below 1; PyTorch's default is 0.1
   * @param patience how many bad reports in a row are tolerated, at least 0; PyTorch's default is
   *     10
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static ReduceOnPlateau of(double factor, long patience) {
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException("factor must be above 0 and below 1, but was " + factor);
    }
    return new ReduceOnPlateau(
        factor, notNegative("patience", patience), false, true, THRESHOLD, 0, 0, EPSILON);
  }

  /**
   * {@return a copy for metrics of which higher is better, or lower}
   *
   * @param maximize {@code true} if higher is better, as for accuracy; default {@code false}
   */
  public ReduceOnPlateau withMaximize(boolean maximize) {
    return new ReduceOnPlateau(
        factor, patience, maximize, relative, threshold, coolDown, minimum, epsilon);
  }

  /**
   * {@return this with a relative threshold: better is what is below best − threshold · |best|, or
   * above best + threshold · |best|}
   *
   * @param threshold the threshold, in [0, 1)
   * @throws IllegalArgumentException if it is outside
   */
  public ReduceOnPlateau withRelativeThreshold(double threshold) {
    Checks.fraction("relative threshold", threshold);
    return new ReduceOnPlateau(
        factor, patience, maximize, true, threshold, coolDown, minimum, epsilon);
  }

  /**
   * {@return this with an absolute threshold: better is what is below best − threshold, or above
   * best + threshold}
   *
   * @param threshold the threshold, zero or positive
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ReduceOnPlateau withAbsoluteThreshold(double threshold) {
    Checks.notNegative("absolute threshold", threshold);
    return new ReduceOnPlateau(
        factor, patience, maximize, false, threshold, coolDown, minimum, epsilon);
  }

  /**
   * {@return this with a cool-down}
   *
   * @param reports for how many reports after a reduction bad ones are not counted, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public ReduceOnPlateau withCoolDown(long reports) {
    notNegative("cool-down", reports);
    return new ReduceOnPlateau(
        factor, patience, maximize, relative, threshold, reports, minimum, epsilon);
  }

  /**
   * {@return this with a minimum of the factor in force}
   *
   * @param minimum the smallest factor, in [0, 1): the smallest rate divided by the full one
   * @throws IllegalArgumentException if it is outside
   */
  public ReduceOnPlateau withMinimum(double minimum) {
    Checks.fraction("minimum", minimum);
    return new ReduceOnPlateau(
        factor, patience, maximize, relative, threshold, coolDown, minimum, epsilon);
  }

  /**
   * {@return this with another ε}
   *
   * @param epsilon a reduction of the factor in force by no more than this is left out, in [0, 1)
   * @throws IllegalArgumentException if it is outside
   */
  public ReduceOnPlateau withEpsilon(double epsilon) {
    Checks.fraction("epsilon", epsilon);
    return new ReduceOnPlateau(
        factor, patience, maximize, relative, threshold, coolDown, minimum, epsilon);
  }

  /** {@return the state before the first report: nothing is worse, and the factor is 1} */
  public PlateauState start() {
    double worst = maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return new PlateauState(worst, 0, 0, 1);
  }

  /**
   * {@return the state after a report} It has acted if its factor is smaller than the one before.
   *
   * @param state the state before
   * @param metric the value that was measured
   */
  public PlateauState next(PlateauState state, double metric) {
    Objects.requireNonNull(state, "state");
    boolean better = isBetter(metric, state.best());
    double best = better ? metric : state.best();
    boolean cooling = state.coolDownLeft() > 0;
    long bad = better || cooling ? 0 : state.badReports() + 1;
    if (bad > patience) {
      return new PlateauState(best, 0, coolDown, reduced(state.factor()));
    }
    return new PlateauState(best, bad, cooling ? state.coolDownLeft() - 1 : 0, state.factor());
  }

  private boolean isBetter(double metric, double best) {
    double sign = maximize ? -1 : 1;
    double goal = sign * best;
    double bound = goal - threshold;
    if (relative) {
      bound = goal * (goal > 0 ? 1 - threshold : 1 + threshold);
    }
    return sign * metric < bound;
  }

  private double reduced(double before) {
    double after = Math.max(before * factor, minimum);
    return before - after > epsilon ? after : before;
  }

  static long notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be at least 0, but was " + value);
    }
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReduceOnPlateau that
        && Double.compare(factor, that.factor) == 0
        && patience == that.patience
        && maximize == that.maximize
        && relative == that.relative
        && Double.compare(threshold, that.threshold) == 0
        && coolDown == that.coolDown
        && Double.compare(minimum, that.minimum) == 0
        && Double.compare(epsilon, that.epsilon) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        factor, patience, maximize, relative, threshold, coolDown, minimum, epsilon);
  }

  /** {@return as the calls that make it} */
  @Override
  public String toString() {
    return "ReduceOnPlateau.of("
        + Text.of(factor)
        + ", "
        + Text.of(patience)
        + ")"
        + (maximize ? ".withMaximize(true)" : "")
        + (relative && threshold == THRESHOLD
            ? ""
            : (relative ? ".withRelativeThreshold(" : ".withAbsoluteThreshold(")
                + Text.of(threshold)
                + ")")
        + (coolDown == 0 ? "" : ".withCoolDown(" + Text.of(coolDown) + ")")
        + (minimum == 0 ? "" : ".withMinimum(" + Text.of(minimum) + ")")
        + (epsilon == EPSILON ? "" : ".withEpsilon(" + Text.of(epsilon) + ")");
  }
}
