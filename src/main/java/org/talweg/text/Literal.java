// SPDX-License-Identifier: Apache-2.0
package org.talweg.text;

import java.math.BigInteger;
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
    double value = Double.parseDouble(digits);
    if (digits.matches("[+-]?\\d{1,19}") && isLong(digits)) {
      return new Literal(value, Long.parseLong(digits), true);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a number must be finite, but was " + text);
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
    return new Literal(value, (long) value, whole);
  }

  static Literal infinite(boolean positive) {
    return new Literal(positive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY, 0, false);
  }

  private static boolean isLong(String digits) {
    return new BigInteger(digits).bitLength() < Long.SIZE;
  }

  Schedule constant() {
    return Schedule.constant(value);
  }

  @Override
  public String toString() {
    return whole ? Text.of(exact) : Text.of(value);
  }
}
