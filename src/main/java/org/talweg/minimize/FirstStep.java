// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import org.talweg.internal.Checks;

/**
 * How long the first step is that is tried, when nothing is known of the loss but one gradient: a
 * given Euclidean length, or one by the largest magnitude X of the start's elements, min(X, max(1,
 * X/10)), which follows the unit of the variables, carefully where they are large. A start of zeros
 * has no scale; it is taken to be 1.
 */
record FirstStep(double given) {
  private static final double BY_START = 0;
  private static final double CAREFUL = 0.1;

  static final FirstStep AUTOMATIC = new FirstStep(BY_START);

  static FirstStep of(double length) {
    return new FirstStep(Checks.positive("the first step", length));
  }

  /** The step along a direction. */
  double along(Vectors vectors, Place from, double[] direction) {
    return length(vectors, from.point) / Math.sqrt(vectors.dot(direction, direction));
  }

  private double length(Vectors vectors, double[] start) {
    if (given != BY_START) {
      return given;
    }
    double largest = vectors.largest(start);
    return largest > 0 ? Math.min(largest, Math.max(1, CAREFUL * largest)) : 1;
  }

  @Override
  public String toString() {
    return given == BY_START ? "automatic" : Double.toString(given);
  }
}
