// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import org.talweg.internal.Checks;
import org.talweg.internal.Squares;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * Adaptive gradient clipping (AGC): bounds the norm of a gradient by a share of the norm of its
 * weights, unit by unit.
 *
 * <pre>
 * gᵢ ← gᵢ · min(1, λ·max(‖wᵢ‖, ε) / ‖gᵢ‖)
 * </pre>
 *
 * <p>wᵢ and gᵢ are what belongs to one unit of the output: a row of a matrix, or of a convolution
 * with the outputs first; all of a vector. The norms are Euclidean. Brock, De, Smith and Simonyan,
 * "High-Performance Large-Scale Image Recognition Without Normalization", ICML 2021, <a
 * href="https://arxiv.org/abs/2102.06171">arXiv:2102.06171</a>. optax: {@code adaptive_grad_clip}.
 *
 * @param clipping λ, positive; 0.01 in the paper
 * @param epsilon ε, positive; 1e-3 in the paper. It lets weights of zero move
 */
public record AdaptiveClipping(double clipping, double epsilon) implements GradientTransform {
  private enum Step {
    CLIPPING,
    EPSILON
  }

  /**
   * Checks the numbers.
   *
   * @param clipping λ, positive
   * @param epsilon ε, positive
   * @throws IllegalArgumentException if one of them is not positive and finite
   */
  public AdaptiveClipping {
    Checks.positive("clipping", clipping);
    Checks.positive("epsilon", epsilon);
  }

  /**
   * {@return AGC with the paper's ε of 1e-3}
   *
   * @param clipping λ, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static AdaptiveClipping of(double clipping) {
    return new AdaptiveClipping(clipping, 1e-3);
  }

  @Override
  public GradientEffect effect() {
    return GradientEffect.rewrite(
            Step.values(), this::numbers, AdaptiveClipping::clip, AdaptiveClipping::clip)
        .over(Granularity.ROW);
  }

  private void numbers(TransformNumbers numbers) {
    numbers.set(Step.CLIPPING, clipping);
    numbers.set(Step.EPSILON, epsilon);
  }

  private static void clip(FloatChunk c) {
    float[] w = c.value(), g = c.gradient();
    float clipping = c.number(Step.CLIPPING), epsilon = c.number(Step.EPSILON);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      double bound = clipping * Math.max(Squares.norm(w, from, row), epsilon);
      Squares.limitNorm(g, from, row, bound);
    }
  }

  private static void clip(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient();
    double clipping = c.number(Step.CLIPPING), epsilon = c.number(Step.EPSILON);
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      double bound = clipping * Math.max(Squares.norm(w, from, row), epsilon);
      Squares.limitNorm(g, from, row, bound);
    }
  }
}
