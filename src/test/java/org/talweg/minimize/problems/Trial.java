// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.OptionalInt;

/** One run of a minimizer: counts evaluations, watches the bounds and sees when it is solved. */
public final class Trial {
  private final Problem problem;
  private final Start start;
  private int evaluations;
  private int outside;
  private int solvedAt;
  private double best = Double.POSITIVE_INFINITY;

  public Trial(Problem problem, Start start) {
    this.problem = problem;
    this.start = start;
  }

  public Problem problem() {
    return problem;
  }

  /** Where it started, and what the references needed from there. */
  public Start reference() {
    return start;
  }

  /** Where to start, a new array. */
  public double[] start() {
    return start.point();
  }

  /** The largest component of the (projected) gradient at which the references stopped. */
  public double gradientTolerance() {
    return start.gradientTolerance();
  }

  /** The most evaluations allowed; what is found after them does not count. */
  public int limit() {
    return problem.limit();
  }

  /** The objective. */
  public double evaluate(double[] x, double[] gradient) {
    evaluations++;
    if (!problem.admits(x)) {
      outside++;
    }
    double value = problem.evaluate(x, gradient);
    best = Math.min(best, value);
    if (solvedAt == 0 && evaluations <= limit() && problem.solved(start, value)) {
      solvedAt = evaluations;
    }
    return value;
  }

  public boolean solved() {
    return solvedAt > 0;
  }

  /** The number of the first evaluation that solved the problem. */
  public OptionalInt evaluationsToMinimum() {
    return solved() ? OptionalInt.of(solvedAt) : OptionalInt.empty();
  }

  public int evaluations() {
    return evaluations;
  }

  /** Evaluations at points that are not within the bounds. */
  public int outside() {
    return outside;
  }

  /** The least value seen. */
  public double best() {
    return best;
  }

  /** Evaluations to the minimum over those of the best reference; NaN if either has none. */
  public double ratio() {
    return solved() && start.best().isPresent()
        ? (double) solvedAt / start.best().getAsInt()
        : Double.NaN;
  }

  @Override
  public String toString() {
    return problem
        + " from "
        + start
        + ": "
        + (solved() ? "solved at " + solvedAt : "not solved")
        + ", "
        + evaluations
        + " evaluations, least value "
        + best
        + ", references "
        + (start.best().isPresent() ? "at " + start.best().getAsInt() : "none");
  }
}
