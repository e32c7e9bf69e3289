// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/**
 * A function to minimize or maximize, with its gradient.
 *
 * <pre>{@code
 * Objective bowl =
 *     (x, gradient) -> {
 *       gradient[0] = 2 * (x[0] - 3);
 *       return (x[0] - 3) * (x[0] - 3);
 *     };
 * }</pre>
 *
 * <p>Where the function is not defined, return {@link Double#NaN} or an infinity: the search then
 * tries a point nearer to the last one. An exception ends the search, see {@link
 * ObjectiveException}.
 */
@FunctionalInterface
public interface Objective {
  /**
   * Computes the function's value and its gradient at a point.
   *
   * @param x the point, only to be read, and only during the call
   * @param gradient receives the partial derivatives, ∂f/∂xᵢ at index i; it comes filled with zeros
   * @return the value
   */
  double evaluate(double[] x, double[] gradient);
}
