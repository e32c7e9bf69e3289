// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.talweg.internal.Checks;

/** The weights of an L1 penalty: one for all variables, or one for each. */
final class Penalties {
  private final boolean uniform;
  private final double[] weights;

  private Penalties(boolean uniform, double... weights) {
    this.uniform = uniform;
    this.weights = weights;
  }

  static Penalties of(double penalty) {
    return new Penalties(true, Checks.notNegative("the penalty", penalty));
  }

  static Penalties of(double[] penalties) {
    double[] own = requireNonNull(penalties, "penalties").clone();
    for (int i = 0; i < own.length; i++) {
      Checks.notNegative("the penalty at index " + i, own[i]);
    }
    return new Penalties(false, own);
  }

  /** A weight for each of so many variables. */
  double[] forEach(int variables) {
    if (!uniform && weights.length != variables) {
      throw new IllegalArgumentException(
          "there are " + variables + " variables, but " + weights.length + " penalties");
    }
    double[] each = uniform ? new double[variables] : weights.clone();
    if (uniform) {
      Arrays.fill(each, weights[0]);
    }
    return each;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Penalties that
        && uniform == that.uniform
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return uniform ? Double.toString(weights[0]) : weights.length + " weights";
  }
}
