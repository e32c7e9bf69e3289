// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import java.util.function.DoubleUnaryOperator;

/** Activation functions of the lecture, and SELU. */
enum Activation implements DoubleUnaryOperator {
  LINEAR {
    @Override
    public double applyAsDouble(double x) {
      return x;
    }
  },
  RELU {
    @Override
    public double applyAsDouble(double x) {
      return Math.max(x, 0);
    }
  },
  LEAKY_RELU {
    @Override
    public double applyAsDouble(double x) {
      return x > 0 ? x : 0.1 * x;
    }
  },
  TANH {
    @Override
    public double applyAsDouble(double x) {
      return Math.tanh(x);
    }
  },
  SIGMOID {
    @Override
    public double applyAsDouble(double x) {
      return 1 / (1 + Math.exp(-x));
    }
  },
  /** Its two constants make mean 0 and variance 1 a fixed point of a layer with LeCun's weights. */
  SELU {
    @Override
    public double applyAsDouble(double x) {
      return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
    }
  }
}
