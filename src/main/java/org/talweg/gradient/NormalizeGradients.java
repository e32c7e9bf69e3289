// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

/**
 * Gives gradients a norm of one, so that the learning rate alone says how far a step goes.
 *
 * <pre>
 * g ← g / (‖g‖ + ε)
 * </pre>
 *
 * <p>‖g‖ is the Euclidean norm of all gradients of the trainer together, or of the group that has
 * the transform ({@link #global}), or that of each parameter by itself ({@link #perParameter}).
 * Frozen parameters do not count. optax: {@code normalize_by_update_norm}.
 *
 * <p>Default: ε = 1e-6, as in optax. It leaves gradients of zero as they are.
 */
public final class NormalizeGradients implements GradientTransform, Written {
  private static final double OPTAX_EPSILON = 1e-6;

  private final GradientEffect.Extent extent;
  private final double epsilon;

  private NormalizeGradients(GradientEffect.Extent extent, double epsilon) {
    this.extent = extent;
    this.epsilon = epsilon;
  }

  /** {@return normalization of all gradients together, with ε = 1e-6} */
  public static NormalizeGradients global() {
    return new NormalizeGradients(GradientEffect.Extent.TOGETHER, OPTAX_EPSILON);
  }

  /** {@return normalization of each parameter's gradient by itself, with ε = 1e-6} */
  public static NormalizeGradients perParameter() {
    return new NormalizeGradients(GradientEffect.Extent.PARAMETER, OPTAX_EPSILON);
  }

  /**
   * {@return this normalization with another ε}
   *
   * @param epsilon ε, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public NormalizeGradients withEpsilon(double epsilon) {
    return new NormalizeGradients(extent, Checks.positive("epsilon", epsilon));
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

  @Override
  public boolean equals(Object other) {
    return other instanceof NormalizeGradients that
        && extent == that.extent
        && epsilon == that.epsilon;
  }

  @Override
  public int hashCode() {
    return Objects.hash(extent, epsilon);
  }

  /** {@return as the calls that make it} */
  @Override
  public String toString() {
    return "NormalizeGradients."
        + (extent == GradientEffect.Extent.TOGETHER ? "global()" : "perParameter()")
        + (epsilon == OPTAX_EPSILON ? "" : ".withEpsilon(" + Text.of(epsilon) + ")");
  }
}
