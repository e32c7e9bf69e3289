// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import static java.util.Objects.requireNonNull;

import org.talweg.internal.Checks;

/**
 * Gives gradients a norm of one, so that the learning rate alone says how far a step goes.
 *
 * <pre>
 * g ← g / (‖g‖ + ε)
 * </pre>
 *
 * <p>‖g‖ is the Euclidean norm of all gradients of the trainer together, or of the group that has the
 * transform, or that of each parameter by itself. Frozen parameters do not count. optax: {@code
 * normalize_by_update_norm}.
 *
 * @param extent over what the norm is taken
 * @param epsilon ε, positive; 1e-6 as in optax. It keeps gradients of zero what they are
 */
public record NormalizeGradients(GradientEffect.Extent extent, double epsilon)
    implements GradientTransform {
  private static final double OPTAX_EPSILON = 1e-6;

  /**
   * Checks the numbers.
   *
   * @param extent over what the norm is taken
   * @param epsilon ε, positive
   * @throws IllegalArgumentException if ε is not positive and finite
   */
  public NormalizeGradients {
    requireNonNull(extent, "extent");
    Checks.positive("epsilon", epsilon);
  }

  /** {@return normalization of all gradients together, with ε = 1e-6} */
  public static NormalizeGradients global() {
    return new NormalizeGradients(GradientEffect.Extent.TOGETHER, OPTAX_EPSILON);
  }

  /** {@return normalization of each parameter's gradient by itself, with ε = 1e-6} */
  public static NormalizeGradients perParameter() {
    return new NormalizeGradients(GradientEffect.Extent.PARAMETER, OPTAX_EPSILON);
  }

  @Override
  public GradientEffect effect() {
    return extent == GradientEffect.Extent.TOGETHER
        ? GradientEffect.byNorm(NormType.EUCLIDEAN, this::factor)
        : GradientEffect.byParameterNorm(NormType.EUCLIDEAN, this::factor);
  }

  private double factor(double norm, long step) {
    return 1 / (norm + epsilon);
  }
}
