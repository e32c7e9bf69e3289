// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

/** A model that is fitted: its value for one observation, and the derivatives by parameter. */
@FunctionalInterface
interface NistModel {
  /**
   * The model's value.
   *
   * @param b the parameters
   * @param x the predictors
   * @param d is overwritten with the derivative by each parameter
   */
  double value(double[] b, double[] x, double[] d);
}
