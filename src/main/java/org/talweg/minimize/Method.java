// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/**
 * What distinguishes one method from another: the direction to go from a point, how far, and what
 * is learned by having gone. {@link Descent} drives it. It has a search's memory, so each search
 * has one of its own.
 */
interface Method {
  /** Longest step along any direction, in first steps. A search that gets so far has no end. */
  double ENDLESS = 1e20;

  /** Makes a start allowed, such as by moving it inside bounds; whether that changed it. */
  default boolean admit(double[] start) {
    return false;
  }

  /** The loss at a point that the caller's objective gave, with a penalty if there is one. */
  default double loss(double loss, double[] point) {
    return loss;
  }

  /**
   * The largest magnitude of what vanishes at a minimum: of the gradient, or of what bounds and
   * penalties leave of it. NaN or infinite if the gradient has such an element.
   */
  double norm(Place place);

  /**
   * Writes a direction.
   *
   * @return the loss's derivative along it; unless it is negative, the method is told to {@link
   *     #forget}
   */
  double direction(Place from, double[] direction);

  /** The first step to try along the direction just made. */
  double firstStep(Place from, double[] direction);

  /** The longest step that is allowed. */
  default double longestStep(Place from, double[] direction) {
    return Double.POSITIVE_INFINITY;
  }

  /** Writes the point that lies a step away, where it is allowed to be. */
  void move(Place from, double[] direction, double step, double[] to);

  /** The loss's derivative along the direction at a place that was tried. */
  double slope(Place at, double[] direction);

  /**
   * Sets the norm of a place that was tried.
   *
   * @return the {@link #slope} there
   */
  default double measure(Place at, double[] direction) {
    at.norm = norm(at);
    return slope(at, direction);
  }

  /** Learns from having moved. */
  void moved(Place from, Place to);

  /** Whether the direction comes from more than the gradient where it was made. */
  boolean isInformed();

  /**
   * By how much the loss would fall along the direction just made, if it were the parabola that the
   * method takes it for.
   *
   * @param slope the loss's derivative along it
   */
  default double promised(Place from, double slope) {
    return -0.5 * slope;
  }

  /** Forgets what was learned, so that the next direction is the gradient's. */
  void forget();

  /** Finds how far to go; the same object each time. */
  LineSearch lineSearch();

  /** Saves or restores what was learned; not the line search. */
  void archive(Archive archive);
}
