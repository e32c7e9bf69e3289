// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.talweg.internal.Checks;

/**
 * Holds the gradient of an objective against differences of its values: most searches that fail,
 * fail for a wrong gradient.
 *
 * <p>For each variable, (f(x + h) − f(x − h)) / 2h with h = max(1, |xᵢ|)·∛ε, ε = 2⁻⁵², and the same
 * with h/2 for how exact that is. A right gradient agrees in 7 digits or more where the objective
 * is smooth and of a scale near 1; a wrong one hardly in any.
 *
 * <pre>{@code
 * GradientCheck check = GradientCheck.of(objective, x);
 * assertTrue(check.isPassed(1e-6), check.toString());
 * }</pre>
 *
 * <p>Takes 4·n + 1 evaluations. Check at a point that is not special: not at zeros, not at a
 * minimum.
 */
public final class GradientCheck {
  private static final double CUBE_ROOT = 0x1p-17; // of 2⁻⁵², about

  private final int worstIndex;
  private final double stated;
  private final double estimated;
  private final double relativeError;

  private GradientCheck(int worstIndex, double stated, double estimated, double relativeError) {
    this.worstIndex = worstIndex;
    this.stated = stated;
    this.estimated = estimated;
    this.relativeError = relativeError;
  }

  /**
   * Checks an objective's gradient at a point.
   *
   * @param objective the objective
   * @param x the point, not changed
   * @return what differs most
   */
  public static GradientCheck of(Objective objective, double... x) {
    requireNonNull(objective, "objective");
    double[] at = requireNonNull(x, "x").clone();
    for (int i = 0; i < at.length; i++) {
      Checks.finite("the point's element " + i, at[i]);
    }
    double[] gradient = new double[at.length];
    double[] estimates = new double[at.length];
    double[] errors = new double[at.length];
    objective.evaluate(at.clone(), gradient);
    double scale = 0;
    for (int i = 0; i < at.length; i++) {
      double step = CUBE_ROOT * Math.max(1, Math.abs(at[i]));
      double wide = difference(objective, at, i, step);
      estimates[i] = difference(objective, at, i, step / 2);
      double uncertain = Math.abs(wide - estimates[i]);
      errors[i] = Math.max(0, Math.abs(gradient[i] - estimates[i]) - uncertain);
      scale = Math.max(scale, Math.max(Math.abs(gradient[i]), Math.abs(estimates[i])));
    }
    return worst(gradient, estimates, errors, scale);
  }

  private static double difference(Objective objective, double[] x, int i, double step) {
    double[] point = x.clone();
    double[] unused = new double[x.length];
    point[i] = x[i] + step;
    double above = point[i];
    double higher = objective.evaluate(point, unused);
    point = x.clone();
    unused = new double[x.length];
    point[i] = x[i] - step;
    double below = point[i];
    double lower = objective.evaluate(point, unused);
    return (higher - lower) / (above - below);
  }

  private static GradientCheck worst(
      double[] gradient, double[] estimates, double[] errors, double scale) {
    int worst = -1;
    for (int i = 0; i < errors.length; i++) {
      if (worst < 0 || !(errors[i] <= errors[worst])) {
        worst = i;
      }
      if (Double.isNaN(errors[i])) {
        break;
      }
    }
    if (worst < 0) {
      return new GradientCheck(-1, 0, 0, 0);
    }
    double error = errors[worst] == 0 ? 0 : errors[worst] / scale;
    return new GradientCheck(worst, gradient[worst], estimates[worst], error);
  }

  /** {@return the index of the variable whose derivative is worst, −1 if there are none} */
  public int worstIndex() {
    return worstIndex;
  }

  /** {@return the derivative by that variable, as the objective says} */
  public double stated() {
    return stated;
  }

  /** {@return the derivative by that variable, by differences} */
  public double estimated() {
    return estimated;
  }

  /**
   * {@return the difference of both beyond what the estimate is uncertain by, divided by the
   * largest magnitude of all derivatives, stated or estimated} NaN if a value is not finite.
   */
  public double relativeError() {
    return relativeError;
  }

  /**
   * {@return whether the gradient agrees everywhere}
   *
   * @param tolerance the largest relative error that is right, such as 1e-6
   */
  public boolean isPassed(double tolerance) {
    return relativeError <= Checks.notNegative("the tolerance", tolerance);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GradientCheck that
        && worstIndex == that.worstIndex
        && Double.compare(stated, that.stated) == 0
        && Double.compare(estimated, that.estimated) == 0
        && Double.compare(relativeError, that.relativeError) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(worstIndex, stated, estimated, relativeError);
  }

  @Override
  public String toString() {
    return "the derivative by variable "
        + worstIndex
        + " is stated as "
        + stated
        + ", differences give "
        + estimated
        + "; relative error "
        + relativeError;
  }
}
