// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import org.talweg.internal.Checks;

/**
 * Multiplies all gradients by one factor: 1/k to average k batches whose gradients were added up,
 * or 1/s to undo the scale s of a loss.
 *
 * @param by the factor, positive
 */
public record ScaleGradients(double by) implements GradientTransform {
  /**
   * Checks the factor.
   *
   * @param by the factor, positive
   * @throws IllegalArgumentException if the factor is not positive and finite
   */
  public ScaleGradients {
    Checks.positive("the gradients' scale", by);
  }

  @Override
  public GradientEffect effect() {
    return GradientEffect.multiply(step -> by);
  }
}
