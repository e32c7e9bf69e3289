// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * An interval for each variable: lᵢ ≤ xᵢ ≤ uᵢ. Either end may be infinite, and a variable whose
 * ends are equal is fixed. Immutable.
 *
 * <pre>{@code
 * Bounds.of(0, Double.POSITIVE_INFINITY)                          // no variable below 0
 * Bounds.of(new double[] {0, -1}, new double[] {1, -1})           // 0 ≤ x₁ ≤ 1, x₂ = −1
 * }</pre>
 */
public final class Bounds {
  private final double[] lower;
  private final double[] upper;
  private final boolean uniform;

  private Bounds(double[] lower, double[] upper, boolean uniform) {
    this.lower = lower;
    this.upper = upper;
    this.uniform = uniform;
  }

  /**
   * {@return the same interval for every variable, however many there are}
   *
   * @param lower l, −∞ for none
   * @param upper u, ∞ for none, not below l
   */
  public static Bounds of(double lower, double upper) {
    check("", lower, upper);
    return new Bounds(new double[] {lower}, new double[] {upper}, true);
  }

  /**
   * {@return an interval for each variable}
   *
   * @param lower l, an element for each variable, −∞ for none; copied
   * @param upper u, as long, ∞ for none, no element below that of l; copied
   */
  public static Bounds of(double[] lower, double[] upper) {
    requireNonNull(lower, "lower");
    requireNonNull(upper, "upper");
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(
          "the bounds must be as many below as above, but were "
              + lower.length
              + " and "
              + upper.length);
    }
    for (int i = 0; i < lower.length; i++) {
      check(" of variable " + i, lower[i], upper[i]);
    }
    return new Bounds(lower.clone(), upper.clone(), false);
  }

  private static void check(String whose, double lower, double upper) {
    if (!(lower < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the lower bound" + whose + " must be a number or −∞, but was " + lower);
    }
    if (!(upper > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the upper bound" + whose + " must be a number or ∞, but was " + upper);
    }
    if (lower > upper) {
      throw new IllegalArgumentException(
          "the lower bound"
              + whose
              + " must not be above the upper one, but was "
              + lower
              + " and "
              + upper);
    }
  }

  /** The lower bounds of so many variables. */
  double[] lower(int size) {
    return expand(lower, size);
  }

  /** The upper bounds of so many variables. */
  double[] upper(int size) {
    return expand(upper, size);
  }

  private double[] expand(double[] ends, int size) {
    if (uniform) {
      double[] all = new double[size];
      Arrays.fill(all, ends[0]);
      return all;
    }
    if (ends.length != size) {
      throw new IllegalArgumentException(
          "the bounds are of " + ends.length + " variables, but the point has " + size);
    }
    return ends.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bounds that
        && uniform == that.uniform
        && Arrays.equals(lower, that.lower)
        && Arrays.equals(upper, that.upper);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
  }

  /** {@return the interval, or how many there are} */
  @Override
  public String toString() {
    return uniform ? "[" + lower[0] + ", " + upper[0] + "]" : lower.length + " intervals";
  }
}
