package org.talweg.gradient;

import org.talweg.internal.Checks;

/**
 * Scales all gradients down together when their common norm exceeds a bound, so that the direction
 * of the step stays.
 *
 * <pre>
 * g ← g · min(1, c / (‖g‖ + 1e-6))    {@link #of}: PyTorch's clip_grad_norm_
 * g ← g · min(1, c / ‖g‖)             {@link #exact}: optax, Keras, TensorFlow
 * </pre>
 *
 * <p>c is the bound, ‖g‖ the Euclidean norm over the gradients of all parameters of the trainer.
 * Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML
 * 2013, <a href="https://arxiv.org/abs/1211.5063">arXiv:1211.5063</a>.
 */
public final class ClipByGlobalNorm implements GradientTransform {
  private final double maxNorm;
  private final double epsilon;

  private ClipByGlobalNorm(double maxNorm, double epsilon) {
    this.maxNorm = Checks.positive("the largest norm", maxNorm);
    this.epsilon = epsilon;
  }

  /**
   * {@return clipping in PyTorch's form, with 1e-6 beside the norm}
   *
   * @param maxNorm the bound c, positive
   * @throws IllegalArgumentException if the bound is not positive and finite
   */
  public static ClipByGlobalNorm of(double maxNorm) {
    return new ClipByGlobalNorm(maxNorm, 1e-6);
  }

  /**
   * {@return clipping to exactly the bound}
   *
   * @param maxNorm the bound c, positive
   * @throws IllegalArgumentException if the bound is not positive and finite
   */
  public static ClipByGlobalNorm exact(double maxNorm) {
    return new ClipByGlobalNorm(maxNorm, 0);
  }

  @Override
  public boolean needsGlobalNorm() {
    return true;
  }

  @Override
  public double factor(double globalNorm) {
    return Math.min(1, maxNorm / (globalNorm + epsilon));
  }

  @Override
  public String toString() {
    return "ClipByGlobalNorm[maxNorm=" + maxNorm + ", epsilon=" + epsilon + "]";
  }
}
