// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.activation;

/** An activation function and the range in which its values are shown. */
public enum Activation {
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID("sigmoid", 0, 1) {
    @Override
    double apply(double x) {
      return 1 / (1 + StrictMath.exp(-x));
    }
  },
  /** The hyperbolic tangent. */
  TANH("tanh", -1, 1) {
    @Override
    double apply(double x) {
      return StrictMath.tanh(x);
    }
  },
  /** max(0, x). */
  RELU("ReLU", 0, 3) {
    @Override
    double apply(double x) {
      return Math.max(0, x);
    }
  };

  private final String label;
  private final double low;
  private final double high;

  Activation(String label, double low, double high) {
    this.label = label;
    this.low = low;
    this.high = high;
  }

  abstract double apply(double x);

  /** The name for people. */
  public String label() {
    return label;
  }

  /** The left end of the histograms. */
  public double low() {
    return low;
  }

  /** The right end of the histograms. */
  public double high() {
    return high;
  }
}
