// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.List;
import java.util.OptionalInt;

/** Where a minimizer starts on a problem, and what the references needed from there. */
public final class Start {
  private final String id;
  private final double[] point;
  private final double value;
  private final double gradientTolerance;
  private final OptionalInt best;
  private final List<String> solvedBy;

  Start(
      String id,
      double[] point,
      double value,
      double gradientTolerance,
      OptionalInt best,
      List<String> solvedBy) {
    this.id = id;
    this.point = point.clone();
    this.value = value;
    this.gradientTolerance = gradientTolerance;
    this.best = best;
    this.solvedBy = List.copyOf(solvedBy);
  }

  public String id() {
    return id;
  }

  /** The point, a new array; with bounds it may lie outside them. */
  public double[] point() {
    return point.clone();
  }

  /** The value at the point, or at its projection into the bounds. */
  public double value() {
    return value;
  }

  /** The largest component of the (projected) gradient at which the references stopped. */
  public double gradientTolerance() {
    return gradientTolerance;
  }

  /** The least number of evaluations with which any reference solved it, if one did. */
  public OptionalInt best() {
    return best;
  }

  public List<String> solvedBy() {
    return solvedBy;
  }

  @Override
  public String toString() {
    return id;
  }
}
