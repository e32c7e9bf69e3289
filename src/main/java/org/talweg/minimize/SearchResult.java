// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;

/**
 * The result of a search: the best point of all that were evaluated, and why it stopped. Immutable.
 */
public final class SearchResult {
  private final double[] point;
  private final double loss;
  private final double gradientNorm;
  private final long iterations;
  private final long evaluations;
  private final StopReason reason;
  private final boolean startMoved;

  SearchResult(
      double[] point,
      double loss,
      double gradientNorm,
      long iterations,
      long evaluations,
      StopReason reason,
      boolean startMoved) {
    this.point = point.clone();
    this.loss = loss;
    this.gradientNorm = gradientNorm;
    this.iterations = iterations;
    this.evaluations = evaluations;
    this.reason = requireNonNull(reason, "reason");
    this.startMoved = startMoved;
  }

  /** {@return a copy of the best point; of parameters, their elements one after the other} */
  public double[] point() {
    return point.clone();
  }

  /** {@return the loss there, with the penalty if the method has one} */
  public double loss() {
    return loss;
  }

  /**
   * {@return the largest magnitude of the gradient's elements there; with bounds, of the projected
   * gradient; with an L1 penalty, of the subgradient that is least}
   */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** {@return the number of steps from point to point} */
  public long iterations() {
    return iterations;
  }

  /** {@return how often the objective was evaluated} */
  public long evaluations() {
    return evaluations;
  }

  /** {@return why the search stopped} */
  public StopReason reason() {
    return reason;
  }

  /**
   * {@return whether the start lay outside the bounds, so that the search began at the nearest
   * point inside}
   */
  public boolean startMoved() {
    return startMoved;
  }

  /** {@return whether a minimum was found, a local one at least; see {@link #reason}} */
  public boolean converged() {
    return reason.converged();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SearchResult that
        && Arrays.equals(point, that.point)
        && Double.compare(loss, that.loss) == 0
        && Double.compare(gradientNorm, that.gradientNorm) == 0
        && iterations == that.iterations
        && evaluations == that.evaluations
        && reason == that.reason
        && startMoved == that.startMoved;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(point), loss, gradientNorm, iterations, evaluations, reason, startMoved);
  }

  @Override
  public String toString() {
    return (converged() ? "converged" : "not converged")
        + " after "
        + iterations
        + " iterations and "
        + evaluations
        + " evaluations: "
        + reason.explanation()
        + "; loss "
        + loss
        + ", gradient "
        + gradientNorm
        + (startMoved ? "; the start was moved inside the bounds" : "");
  }
}
