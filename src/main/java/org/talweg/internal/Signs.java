// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * A magnitude with the sign of a number, m·sign(x), without a branch: HotSpot makes vectors of it,
 * which on JDK 17 it does not make of {@link Math#signum}.
 *
 * <p>Multiplied twice by the largest power of two, the least x is 2¹⁰⁵ ({@code double}: 2⁹⁷²),
 * which is cut to ±m, and so is what becomes infinite. For an x of ±0 it is ±0, and for NaN it is
 * NaN. The magnitude is zero or positive, and above that least one only if x is larger too.
 */
public final class Signs {
  private Signs() {}

  /** m·sign(x). */
  public static float times(float magnitude, float x) {
    return Math.max(-magnitude, Math.min(magnitude, x * 0x1p127f * 0x1p127f));
  }

  /** m·sign(x). */
  public static double times(double magnitude, double x) {
    return Math.max(-magnitude, Math.min(magnitude, x * 0x1p1023 * 0x1p1023));
  }
}
