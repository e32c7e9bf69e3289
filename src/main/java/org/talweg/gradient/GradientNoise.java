// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import org.talweg.internal.Checks;

/**
 * Adds normal noise to gradients, less and less of it.
 *
 * <pre>
 * g ← g + N(0, σₜ²),  σₜ² = η / tᵞ
 * </pre>
 *
 * <p>t is the number of the step, from 1. The noise of an element depends on the seed, the step,
 * the parameter's name and the element's index, and on nothing else, so a run that is resumed has
 * the noise of one that was not. Neelakantan et al., "Adding Gradient Noise Improves Learning for
 * Very Deep Networks", 2015, <a href="https://arxiv.org/abs/1511.06807">arXiv:1511.06807</a>, where
 * t is counted from 0 and the variance is η / (1 + t)ᵞ. optax: {@code add_noise}.
 *
 * @param eta η, the variance at the first step, positive; 0.01, 0.3 and 1 in the paper
 * @param gamma γ, zero or positive; 0.55 in the paper
 * @param seed any number
 */
public record GradientNoise(double eta, double gamma, long seed) implements GradientTransform {
  /**
   * Checks the numbers.
   *
   * @param eta η, positive
   * @param gamma γ, zero or positive
   * @param seed any number
   * @throws IllegalArgumentException if η is not positive, γ is negative, or one is not finite
   */
  public GradientNoise {
    Checks.positive("eta", eta);
    Checks.notNegative("gamma", gamma);
  }

  /**
   * {@return noise that fades as in the paper, with γ = 0.55}
   *
   * @param eta η, positive
   * @param seed any number
   * @throws IllegalArgumentException if η is not positive and finite
   */
  public static GradientNoise of(double eta, long seed) {
    return new GradientNoise(eta, 0.55, seed);
  }

  @Override
  public GradientEffect effect() {
    return GradientEffect.noise(seed, this::deviation);
  }

  /** √(η / tᵞ); StrictMath.pow would allocate. */
  private double deviation(long step) {
    return Math.sqrt(eta) * StrictMath.exp(-gamma / 2 * StrictMath.log((double) step));
  }
}
