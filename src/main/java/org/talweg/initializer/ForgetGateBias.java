// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Arrays;
import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.internal.Excerpt;
import org.talweg.tensor.Tensor;

/**
 * The bias of an LSTM, (gates · units): a value for the units of the forget gate, zero for the
 * others; fan and randomness are ignored. See {@link Bias#forgetGate(String)}. Gers, Schmidhuber
 * and Cummins, "Learning to Forget", Neural Computation 12(10), 2000; Jozefowicz, Zaremba and
 * Sutskever, "An Empirical Exploration of Recurrent Network Architectures", ICML 2015, <a
 * href="https://proceedings.mlr.press/v37/jozefowicz15.html">PMLR 37:2342-2350</a>, which
 * recommends a value of 1.
 *
 * @param gates the gates in the order in which the bias holds them, a letter each, f being the
 *     forget gate
 * @param value the forget gate's bias, finite
 */
public record ForgetGateBias(String gates, double value) implements Initializer {
  private static final char FORGET = 'f';

  /**
   * Checks the arguments.
   *
   * @param gates the gates in the order in which the bias holds them, a letter each
   * @param value the forget gate's bias, finite
   * @throws IllegalArgumentException if there is not one f, a letter occurs twice, or the value is
   *     not finite
   */
  public ForgetGateBias {
    Objects.requireNonNull(gates, "gates");
    Checks.finite("value", value);
    if (gates.indexOf(FORGET) < 0 || gates.chars().distinct().count() != gates.length()) {
      throw new IllegalArgumentException(
          "gates must be different letters with an f among them, such as \"ifgo\", but was "
              + Excerpt.quoted(gates));
    }
  }

  /**
   * Overwrites every element.
   *
   * @throws IllegalArgumentException if the tensor's size is not a multiple of the number of gates,
   *     or if the value overflows its type
   */
  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    requireFits(tensor, fan);
    Elements.fill(tensor, 0);
    int units = tensor.size() / gates.length();
    double[] values = new double[units];
    Arrays.fill(values, value);
    Elements.write(tensor, units * gates.indexOf(FORGET), values, units);
  }

  @Override
  public void requireFits(Tensor tensor, Fan fan) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(fan, "fan");
    if (tensor.size() % gates.length() != 0) {
      throw new IllegalArgumentException(
          "the tensor must hold the same number of units for each of the gates "
              + Excerpt.of(gates, 80)
              + ", but is "
              + tensor);
    }
    if (tensor.size() > 0) {
      Elements.requireFinite(Math.abs(value), tensor);
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    return "forget gate " + Spread.digits(value);
  }
}
