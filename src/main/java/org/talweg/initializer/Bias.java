// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;

/** First values for biases. */
public final class Bias {
  private Bias() {}

  /**
   * All zeros, the usual choice.
   *
   * @return the initializer, {@link Constant#zeros()}
   */
  public static Constant zeros() {
    return Constant.zeros();
  }

  /**
   * The bias of a logistic output unit that starts by predicting a probability π, for classes that
   * are rare in the data: b = −ln((1 − π) / π). Lin, Goyal, Girshick, He and Dollár, "Focal Loss
   * for Dense Object Detection" (RetinaNet), ICCV 2017, section 4.1, with π = 0.01, <a
   * href="https://arxiv.org/abs/1708.02002">arXiv:1708.02002</a>.
   *
   * @param probability π, above 0 and below 1
   * @return the initializer, a {@link Constant}
   * @throws IllegalArgumentException if the probability is not between 0 and 1
   */
  public static Constant prior(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "probability must be above 0 and below 1, but was " + probability);
    }
    return Constant.of(-StrictMath.log((1 - probability) / probability));
  }

  /**
   * PyTorch's default for the biases of {@code Linear} and {@code Conv}: U(−b, b) with b = 1 /
   * √fanIn. The fan is the weight's, not the bias', which has none.
   *
   * @param weight the fan of the weight to which the bias belongs
   * @return the initializer, a {@link Uniform}
   */
  public static Uniform linear(Fan weight) {
    double bound = 1 / Math.sqrt(Objects.requireNonNull(weight, "weight").fanIn());
    return Uniform.of(-bound, bound);
  }

  /**
   * One for the forget gate of an LSTM and zero for its other gates: at first the cell remembers.
   * Keras' {@code unit_forget_bias}. PyTorch has two biases whose sum counts, {@code bias_ih} and
   * {@code bias_hh}: give one of them zeros.
   *
   * @param gates the gates in the order in which the bias holds them, a letter each, the forget
   *     gate's being f: {@code "ifgo"} for PyTorch, {@code "ifco"} for Keras, {@code "iofc"} for
   *     ONNX
   * @return the initializer
   * @throws IllegalArgumentException if there is not one f, or a letter occurs twice
   */
  public static ForgetGateBias forgetGate(String gates) {
    return forgetGate(gates, 1);
  }

  /**
   * A value for the forget gate of an LSTM and zero for its other gates, as {@link
   * #forgetGate(String)}.
   *
   * @param gates the gates in the order in which the bias holds them, a letter each
   * @param value the forget gate's bias, finite
   * @return the initializer
   * @throws IllegalArgumentException if there is not one f, a letter occurs twice, or the value is
   *     not finite
   */
  public static ForgetGateBias forgetGate(String gates, double value) {
    return new ForgetGateBias(gates, Checks.finite("value", value));
  }
}
