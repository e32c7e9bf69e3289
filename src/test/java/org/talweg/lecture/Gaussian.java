// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import java.util.function.DoubleUnaryOperator;

/** Expectations over a standard normal variable ξ, by the trapezoidal rule. */
final class Gaussian {
  private static final double RANGE = 9;
  private static final double STEP = 1e-3;

  private Gaussian() {}

  static double expectation(DoubleUnaryOperator f) {
    double sum = 0;
    for (double x = -RANGE; x <= RANGE; x += STEP) {
      sum += f.applyAsDouble(x) * Math.exp(-x * x / 2);
    }
    return sum * STEP / Math.sqrt(2 * Math.PI);
  }
}
