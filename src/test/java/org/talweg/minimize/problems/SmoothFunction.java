// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

/** A function of n numbers that is computed together with its gradient. */
@FunctionalInterface
public interface SmoothFunction {
  /**
   * The value at a point; the gradient there is written over whatever was in the array.
   *
   * @param x the point, which is not changed
   * @param gradient as long as the point
   */
  double evaluate(double[] x, double[] gradient);
}
