// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

/**
 * Xavier's initialization, also called Glorot's: a compromise between keeping the variance of
 * activations forwards and that of gradients backwards. For sigmoid and tanh layers.
 *
 * <pre>
 * normal:   σ = √(2 / (fanIn + fanOut))
 * uniform:  b = √(6 / (fanIn + fanOut))
 * </pre>
 *
 * <p>With {@code withGain(Gain.tanh())}, both are multiplied by 5/3. Glorot and Bengio,
 * "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, <a
 * href="https://proceedings.mlr.press/v9/glorot10a.html">PMLR 9:249-256</a>.
 */
public final class Xavier {
  private Xavier() {}

  /**
   * Normal, σ = √(2 / (fanIn + fanOut)).
   *
   * @return the initializer
   */
  public static VarianceScaling normal() {
    return VarianceScaling.normal().withMode(FanMode.FAN_AVERAGE);
  }

  /**
   * Normal, truncated at two standard deviations, with σ = √(2 / (fanIn + fanOut)) after
   * truncation. Keras' {@code GlorotNormal}, and JAX' initializer of that name.
   *
   * @return the initializer
   */
  public static VarianceScaling truncatedNormal() {
    return VarianceScaling.truncatedNormal().withMode(FanMode.FAN_AVERAGE);
  }

  /**
   * Uniform, b = √(6 / (fanIn + fanOut)).
   *
   * @return the initializer
   */
  public static VarianceScaling uniform() {
    return VarianceScaling.uniform().withMode(FanMode.FAN_AVERAGE);
  }
}
