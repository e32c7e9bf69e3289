// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;
import org.talweg.schedule.Schedule;

/**
 * Scales gradients down when their norm exceeds a bound, so that their direction stays.
 *
 * <pre>
 * g ← g · min(1, c / (‖g‖ + ε))
 * </pre>
 *
 * <p>c is the bound; ‖g‖ is the norm of all gradients of the trainer together, or of the group that
 * has the transform ({@link #global}), or that of each parameter by itself ({@link #perParameter}).
 * Frozen parameters do not count. Pascanu, Mikolov and Bengio, "On the difficulty of training
 * recurrent neural networks", ICML 2013, <a
 * href="https://arxiv.org/abs/1211.5063">arXiv:1211.5063</a>.
 *
 * <p>Defaults: the Euclidean norm, and ε = 1e-6 as in PyTorch's {@code clip_grad_norm_}. optax and
 * Keras clip to the bound {@linkplain #exact exactly}: ε = 0.
 */
public final class ClipByNorm implements GradientTransform, Written {
  private static final double PYTORCH_EPSILON = 1e-6;

  private final GradientEffect.Extent extent;
  private final Schedule maxNorm;
  private final double epsilon;
  private final NormType type;

  private ClipByNorm(
      GradientEffect.Extent extent, Schedule maxNorm, double epsilon, NormType type) {
    this.extent = extent;
    this.maxNorm = requireNonNull(maxNorm, "maxNorm");
    this.epsilon = epsilon;
    this.type = requireNonNull(type, "type");
  }

  private static Schedule bound(double maxNorm) {
    return Schedule.constant(Checks.positive("the largest norm", maxNorm));
  }

  /**
   * {@return clipping by the norm of all gradients together} PyTorch: {@code clip_grad_norm_};
   * Keras: {@code global_clipnorm}; optax: {@code clip_by_global_norm}.
   *
   * @param maxNorm the bound c, positive
   * @throws IllegalArgumentException if the bound is not positive and finite
   */
  public static ClipByNorm global(double maxNorm) {
    return global(bound(maxNorm));
  }

  /**
   * {@return clipping by the norm of all gradients together, by a schedule}
   *
   * @param maxNorm the bound c by step, positive
   */
  public static ClipByNorm global(Schedule maxNorm) {
    return new ClipByNorm(
        GradientEffect.Extent.TOGETHER, maxNorm, PYTORCH_EPSILON, NormType.EUCLIDEAN);
  }

  /**
   * {@return clipping of each parameter by its own norm} Keras: {@code clipnorm}.
   *
   * @param maxNorm the bound c, positive
   * @throws IllegalArgumentException if the bound is not positive and finite
   */
  public static ClipByNorm perParameter(double maxNorm) {
    return perParameter(bound(maxNorm));
  }

  /**
   * {@return clipping of each parameter by its own norm, by a schedule}
   *
   * @param maxNorm the bound c by step, positive
   */
  public static ClipByNorm perParameter(Schedule maxNorm) {
    return new ClipByNorm(
        GradientEffect.Extent.PARAMETER, maxNorm, PYTORCH_EPSILON, NormType.EUCLIDEAN);
  }

  /** {@return this clipping to exactly the bound: ε = 0, as in optax, Keras and TensorFlow} */
  public ClipByNorm exact() {
    return new ClipByNorm(extent, maxNorm, 0, type);
  }

  /**
   * {@return this clipping by another norm}
   *
   * @param norm how the size of gradients is measured; Euclidean by default
   */
  public ClipByNorm withNorm(NormType norm) {
    return new ClipByNorm(extent, maxNorm, epsilon, norm);
  }

  @Override
  public GradientEffect effect() {
    return extent == GradientEffect.Extent.TOGETHER
        ? GradientEffect.byNorm(type, this::factor)
        : GradientEffect.byParameterNorm(type, this::factor);
  }

  private double factor(double norm, long step) {
    double bound = Bounds.at(maxNorm, "the largest norm", step);
    return Math.min(1, bound / (norm + epsilon));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClipByNorm that
        && extent == that.extent
        && maxNorm.equals(that.maxNorm)
        && epsilon == that.epsilon
        && type == that.type;
  }

  @Override
  public int hashCode() {
    return Objects.hash(extent, maxNorm, epsilon, type);
  }

  /** {@return as the calls that make it} */
  @Override
  public String toString() {
    return "ClipByNorm."
        + (extent == GradientEffect.Extent.TOGETHER ? "global(" : "perParameter(")
        + Text.part(maxNorm)
        + ")"
        + (epsilon == 0 ? ".exact()" : "")
        + (type == NormType.EUCLIDEAN ? "" : ".withNorm(NormType." + type + ")");
  }
}
