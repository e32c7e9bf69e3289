// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/** Choices by sign without a branch, which numbers of either sign would mispredict. */
public final class Masks {
  private Masks() {}

  /** x where the sign's number is not above zero, and zero elsewhere. */
  public static float unlessPositive(float sign, float x) {
    int bits = Float.floatToRawIntBits(sign);
    int mask = (bits | (bits - 1)) >> (Integer.SIZE - 1);
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) & mask);
  }

  /** x where the sign's number is above zero, and zero elsewhere. */
  public static float ifPositive(float sign, float x) {
    int bits = Float.floatToRawIntBits(sign);
    int mask = (bits | (bits - 1)) >> (Integer.SIZE - 1);
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) & ~mask);
  }

  /** x where the sign's number is not above zero, and zero elsewhere. */
  public static double unlessPositive(double sign, double x) {
    long bits = Double.doubleToRawLongBits(sign);
    long mask = (bits | (bits - 1)) >> (Long.SIZE - 1);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & mask);
  }

  /** x where the sign's number is above zero, and zero elsewhere. */
  public static double ifPositive(double sign, double x) {
    long bits = Double.doubleToRawLongBits(sign);
    long mask = (bits | (bits - 1)) >> (Long.SIZE - 1);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & ~mask);
  }
}
