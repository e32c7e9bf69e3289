package org.talweg.benchmarks.schedule;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people. */
final class Figures {
  private static final MathContext DIGITS = new MathContext(6);
  private static final double LEAST_PLAIN = 1e-5;
  private static final double LARGEST_PLAIN = 1e7;

  private Figures() {}

  /** Six digits, without zeros at the end. */
  static String of(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    double size = Math.abs(value);
    return size >= LEAST_PLAIN && size < LARGEST_PLAIN
        ? rounded.toPlainString()
        : Double.toString(rounded.doubleValue());
  }
}
