// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import org.talweg.internal.Checks;

/**
 * The factor by which weights must be wider than 1/√fan so that signals keep their size through an
 * activation function; for {@link VarianceScaling#withGain}, {@link Orthogonal} and {@link
 * DeltaOrthogonal}. Without another source, the values are those of PyTorch's {@code
 * calculate_gain}; Keras has none, its users choose among LeCun, Glorot and He. For networks that
 * standardize their weights see {@link NormalizerFreeGain}.
 */
public final class Gain {
  private Gain() {}

  /**
   * For layers without activation.
   *
   * @return 1
   */
  public static double linear() {
    return 1;
  }

  /**
   * For the logistic function.
   *
   * @return 1
   */
  public static double sigmoid() {
    return 1;
  }

  /**
   * For the logistic function, from the variance of its output rather than PyTorch's convention:
   * Kumar, "On weight initialization in deep neural networks", 2017, <a
   * href="https://arxiv.org/abs/1704.08863">arXiv:1704.08863</a>, which has σ = 3.6 / √n.
   *
   * @return 3.6
   */
  public static double sigmoidKumar() {
    return 3.6;
  }

  /**
   * For the hyperbolic tangent.
   *
   * @return 5/3
   */
  public static double tanh() {
    return 5.0 / 3;
  }

  /**
   * For max(0, x), which halves the mean square of a symmetric signal.
   *
   * @return √2
   */
  public static double relu() {
    return Math.sqrt(2);
  }

  /**
   * For max(0, x) + a · min(0, x).
   *
   * @param negativeSlope the slope a, finite; 0 is {@link #relu()}
   * @return √(2 / (1 + a²))
   * @throws IllegalArgumentException if the slope is not finite
   */
  public static double leakyRelu(double negativeSlope) {
    Checks.finite("negativeSlope", negativeSlope);
    return Math.sqrt(2 / (1 + negativeSlope * negativeSlope));
  }

  /**
   * For SELU. A network that shall normalize itself as its paper describes needs gain 1 instead:
   * {@link LeCun#normal()}.
   *
   * @return 3/4
   */
  public static double selu() {
    return 0.75;
  }

  /**
   * For sin(ω₀ · x), the layers of a SIREN after the first, uniformly distributed: b = √(6 / fanIn)
   * / ω₀. The first layer has b = 1 / fanIn. Sitzmann, Martel, Bergman, Lindell and Wetzstein,
   * "Implicit Neural Representations with Periodic Activation Functions", NeurIPS 2020, <a
   * href="https://arxiv.org/abs/2006.09661">arXiv:2006.09661</a>.
   *
   * @param omega0 the frequency ω₀, positive and finite; 30 in the paper
   * @return √2 / ω₀
   * @throws IllegalArgumentException if the frequency is not positive and finite
   */
  public static double sine(double omega0) {
    return Math.sqrt(2) / Checks.positive("omega0", omega0);
  }
}
