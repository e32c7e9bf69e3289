// SPDX-License-Identifier: Apache-2.0
package org.talweg.text;

import org.talweg.internal.Text;
import org.talweg.schedule.Schedule;

/**
 * A number in a text.
 *
 * @param value its value
 * @param exact its value as a whole number, if it is one
 * @param whole whether it is one
 */
record Literal(double value, long exact, boolean whole) {
  private static final double LARGEST_WHOLE = 0x1p53;

  static Literal of(String text) {
    String digits = text.replace("_", "").replaceFirst("L$", "");
    if (digits.matches("[+-]?\\d{1,18}")) {
      long exact = Long.parseLong(digits);
      return new Literal(Double.parseDouble(digits), exact, true);
    }
    double value = Double.parseDouble(digits);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a number must be finite, but was " + text);
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
    return new Literal(value, (long) value, whole);
  }

  static Literal infinite(boolean positive) {
    return new Literal(
        positive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY, 0, false);
  }

  Schedule constant() {
    return Schedule.constant(value);
  }

  @Override
  public String toString() {
    return whole ? Text.of(exact) : Text.of(value);
  }
}
