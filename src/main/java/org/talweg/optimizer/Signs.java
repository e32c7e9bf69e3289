package org.talweg.optimizer;

/**
 * The sign of a number, −1, 0 or 1, without a branch: HotSpot makes vectors of it, which on JDK 17
 * it does not make of {@link Math#signum}.
 *
 * <p>Multiplied twice by the largest power of two, the least number is above 1, and what becomes
 * infinite is cut all the same. The sign of ±0 is ±0, and that of NaN is NaN.
 */
final class Signs {
  private Signs() {}

  static float of(float x) {
    return Math.max(-1, Math.min(1, x * 0x1p127f * 0x1p127f));
  }

  static double of(double x) {
    return Math.max(-1, Math.min(1, x * 0x1p1023 * 0x1p1023));
  }
}
