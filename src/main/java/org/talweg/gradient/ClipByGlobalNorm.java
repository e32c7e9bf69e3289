package org.talweg.gradient;

import static java.util.Objects.requireNonNull;

import org.talweg.schedule.Schedule;

/**
 * Scales all gradients down together when their common norm exceeds a bound, so that the direction
 * of the step stays.
 *
 * <pre>
 * g ← g · min(1, c / (‖g‖ + 1e-6))    {@link #of}: PyTorch's clip_grad_norm_
 * g ← g · min(1, c / ‖g‖)             {@link #exact}: optax, Keras, TensorFlow
 * </pre>
 *
 * <p>c is the bound, ‖g‖ the norm over the gradients of all parameters of the trainer, or of the
 * group that has the transform; frozen parameters do not count. Pascanu, Mikolov and Bengio, "On
 * the difficulty of training recurrent neural networks", ICML 2013, <a
 * href="https://arxiv.org/abs/1211.5063">arXiv:1211.5063</a>.
 *
 * <p>Default: the Euclidean norm.
 */
public final class ClipByGlobalNorm implements GradientTransform {
  private final NormBound bound;

  private ClipByGlobalNorm(NormBound bound) {
    this.bound = bound;
  }

  /**
   * {@return clipping in PyTorch's form, with 1e-6 beside the norm}
   *
   * @param maxNorm the bound c, positive
   * @throws IllegalArgumentException if the bound is not positive and finite
   */
  public static ClipByGlobalNorm of(double maxNorm) {
    return new ClipByGlobalNorm(NormBound.of(maxNorm, NormBound.PYTORCH_EPSILON));
  }

  /**
   * {@return clipping in PyTorch's form, by a schedule}
   *
   * @param maxNorm the bound c by step, positive
   */
  public static ClipByGlobalNorm of(Schedule maxNorm) {
    return new ClipByGlobalNorm(NormBound.of(maxNorm, NormBound.PYTORCH_EPSILON));
  }

  /**
   * {@return clipping to exactly the bound}
   *
   * @param maxNorm the bound c, positive
   * @throws IllegalArgumentException if the bound is not positive and finite
   */
  public static ClipByGlobalNorm exact(double maxNorm) {
    return new ClipByGlobalNorm(NormBound.of(maxNorm, 0));
  }

  /**
   * {@return clipping to exactly the bound, by a schedule}
   *
   * @param maxNorm the bound c by step, positive
   */
  public static ClipByGlobalNorm exact(Schedule maxNorm) {
    return new ClipByGlobalNorm(NormBound.of(maxNorm, 0));
  }

  /**
   * {@return this clipping by another norm}
   *
   * @param type how the size of gradients is measured; Euclidean by default
   */
  public ClipByGlobalNorm withNorm(NormType type) {
    return new ClipByGlobalNorm(bound.with(requireNonNull(type, "type")));
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
    return other instanceof ClipByGlobalNorm that && bound.equals(that.bound);
  }

  @Override
  public int hashCode() {
    return bound.hashCode();
  }

  @Override
  public String toString() {
    return "ClipByGlobalNorm" + bound;
  }
}
