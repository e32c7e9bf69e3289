// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

/**
 * LeCun's initialization: the variance is one over the number of inputs. For linear, tanh and SELU
 * layers; for ReLU use {@link He}.
 *
 * <pre>
 * normal:          σ = √(1 / fanIn)
 * uniform:         b = √(3 / fanIn)        variance 1 / fanIn
 * fan-in uniform:  b = √(1 / fanIn)        variance 1 / (3 · fanIn)
 * </pre>
 *
 * <p>Two bounds go by the name of LeCun uniform. {@link #uniform()} keeps the paper's variance, as
 * Keras and JAX do; {@link #fanInUniform()} is the lecture's form, and PyTorch's default for its
 * linear and convolution layers. LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998.
 */
public final class LeCun {
  private LeCun() {}

  /**
   * Normal, σ = √(1 / fanIn).
   *
   * @return the initializer
   */
  public static VarianceScaling normal() {
    return VarianceScaling.normal();
  }

  /**
   * Normal, truncated at two standard deviations, with σ = √(1 / fanIn) after truncation. Keras'
   * {@code LecunNormal}, and JAX' initializer of that name.
   *
   * @return the initializer
   */
  public static VarianceScaling truncatedNormal() {
    return VarianceScaling.truncatedNormal();
  }

  /**
   * Uniform, b = √(3 / fanIn): the variance is 1 / fanIn.
   *
   * @return the initializer
   */
  public static VarianceScaling uniform() {
    return VarianceScaling.uniform();
  }

  /**
   * Uniform, b = √(1 / fanIn): the variance is 1 / (3 · fanIn).
   *
   * @return the initializer, of gain √(1/3)
   */
  public static VarianceScaling fanInUniform() {
    return VarianceScaling.uniform().withGain(Math.sqrt(1.0 / 3));
  }
}
