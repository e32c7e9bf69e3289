// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

/**
 * A factor for each parameter by two norms, such as a trust ratio. Part of a {@link Rule}: see
 * {@link Rule#withGradientFactor} and {@link Rule#withChangeFactor}.
 */
@FunctionalInterface
public interface NormFactor {
  /**
   * {@return what the gradient or the change of a parameter is multiplied by}
   *
   * @param weights ‖w‖, Euclidean, of the parameter before the step
   * @param other the same of the gradient or change
   * @param numbers the step's; {@link StepNumbers#get} of the rule's hyperparameters
   */
  double of(double weights, double other, StepNumbers numbers);
}
