// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

/**
 * He's initialization, also called Kaiming's: the variance doubles to make up for the half of the
 * signal that ReLU removes. For ReLU and leaky ReLU layers.
 *
 * <pre>
 * normal:   σ = √(2 / ((1 + a²) · fanIn))
 * uniform:  b = √(6 / ((1 + a²) · fanIn))
 * </pre>
 *
 * <p>a is the negative slope of leaky ReLU, 0 for ReLU. {@code withMode(FanMode.FAN_OUT)} keeps the
 * variance of the gradients instead. He, Zhang, Ren and Sun, "Delving Deep into Rectifiers:
 * Surpassing Human-Level Performance on ImageNet Classification", ICCV 2015, <a
 * href="https://arxiv.org/abs/1502.01852">arXiv:1502.01852</a>.
 *
 * <p>PyTorch's {@code kaiming_uniform_} and {@code kaiming_normal_} default to a = 0 with {@code
 * leaky_relu}, which is the same.
 */
public final class He {
  private He() {}

  /**
   * Normal for ReLU, σ = √(2 / fanIn).
   *
   * @return the initializer
   */
  public static VarianceScaling normal() {
    return VarianceScaling.normal().withGain(Gain.relu());
  }

  /**
   * Normal for leaky ReLU, σ = √(2 / ((1 + a²) · fanIn)).
   *
   * @param negativeSlope a, finite
   * @return the initializer
   * @throws IllegalArgumentException if the slope is not finite
   */
  public static VarianceScaling normal(double negativeSlope) {
    return VarianceScaling.normal().withGain(Gain.leakyRelu(negativeSlope));
  }

  /**
   * Normal for ReLU, truncated at two standard deviations, with σ = √(2 / fanIn) after truncation.
   * Keras' {@code HeNormal}, and JAX' initializer of that name.
   *
   * @return the initializer
   */
  public static VarianceScaling truncatedNormal() {
    return VarianceScaling.truncatedNormal().withGain(Gain.relu());
  }

  /**
   * Uniform for ReLU, b = √(6 / fanIn).
   *
   * @return the initializer
   */
  public static VarianceScaling uniform() {
    return VarianceScaling.uniform().withGain(Gain.relu());
  }

  /**
   * Uniform for leaky ReLU, b = √(6 / ((1 + a²) · fanIn)).
   *
   * @param negativeSlope a, finite
   * @return the initializer
   * @throws IllegalArgumentException if the slope is not finite
   */
  public static VarianceScaling uniform(double negativeSlope) {
    return VarianceScaling.uniform().withGain(Gain.leakyRelu(negativeSlope));
  }
}
