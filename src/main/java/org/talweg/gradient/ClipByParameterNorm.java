package org.talweg.gradient;

import static java.util.Objects.requireNonNull;

import org.talweg.schedule.Schedule;

/**
 * Scales the gradient of each parameter down by itself when its norm exceeds a bound.
 *
 * <pre>
 * g ← g · min(1, c / (‖g‖ + 1e-6))    {@link #of}: PyTorch's clip_grad_norm_ on one parameter
 * g ← g · min(1, c / ‖g‖)             {@link #exact}: Keras' clipnorm, optax' clip_by_block_norm
 * </pre>
 *
 * <p>c is the bound, ‖g‖ the norm of the parameter's gradient.
 *
 * <p>Default: the Euclidean norm.
 */
public final class ClipByParameterNorm implements GradientTransform {
  private final NormBound bound;

  private ClipByParameterNorm(NormBound bound) {
    this.bound = bound;
  }

  /**
   * {@return clipping in PyTorch's form, with 1e-6 beside the norm}
   *
   * @param maxNorm the bound c, positive
   * @throws IllegalArgumentException if the bound is not positive and finite
   */
  public static ClipByParameterNorm of(double maxNorm) {
    return new ClipByParameterNorm(NormBound.of(maxNorm, NormBound.PYTORCH_EPSILON));
  }

  /**
   * {@return clipping in PyTorch's form, by a schedule}
   *
   * @param maxNorm the bound c by step, positive
   */
  public static ClipByParameterNorm of(Schedule maxNorm) {
    return new ClipByParameterNorm(NormBound.of(maxNorm, NormBound.PYTORCH_EPSILON));
  }

  /**
   * {@return clipping to exactly the bound}
   *
   * @param maxNorm the bound c, positive
   * @throws IllegalArgumentException if the bound is not positive and finite
   */
  public static ClipByParameterNorm exact(double maxNorm) {
    return new ClipByParameterNorm(NormBound.of(maxNorm, 0));
  }

  /**
   * {@return clipping to exactly the bound, by a schedule}
   *
   * @param maxNorm the bound c by step, positive
   */
  public static ClipByParameterNorm exact(Schedule maxNorm) {
    return new ClipByParameterNorm(NormBound.of(maxNorm, 0));
  }

  /**
   * {@return this clipping by another norm}
   *
   * @param type how the size of gradients is measured; Euclidean by default
   */
  public ClipByParameterNorm withNorm(NormType type) {
    return new ClipByParameterNorm(bound.with(requireNonNull(type, "type")));
  }

  /** {@return how the size of gradients is measured} */
  public NormType norm() {
    return bound.type();
  }

  /**
   * {@return what gradients of a norm are multiplied by}
   *
   * @param norm ‖g‖, finite
   * @param step the number of the step, from 1
   * @throws IllegalStateException if the bound at that step is not positive and finite
   */
  public double factor(double norm, long step) {
    return bound.factor(norm, step);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClipByParameterNorm that && bound.equals(that.bound);
  }

  @Override
  public int hashCode() {
    return bound.hashCode();
  }

  @Override
  public String toString() {
    return "ClipByParameterNorm" + bound;
  }
}
