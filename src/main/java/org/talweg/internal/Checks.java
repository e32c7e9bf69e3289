// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import static java.util.Objects.requireNonNull;

/**
 * Preconditions of arguments. Every message names the argument, the value and what was expected.
 */
public final class Checks {
  private Checks() {}

  /** Requires a finite value above zero. */
  public static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive and finite, but was " + value);
    }
    return value;
  }

  /** Requires a finite value of zero or more. */
  public static double notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " must be zero or positive, and finite, but was " + value);
    }
    return value;
  }

  /** Requires a value in [0, 1). */
  public static double fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), but was " + value);
    }
    return value;
  }

  /** Requires a value that is neither infinite nor NaN. */
  public static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, but was " + value);
    }
    return value;
  }

  /** Requires a whole number of one or more. */
  public static long atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
    }
    return value;
  }

  /**
   * Requires a name that can be part of a checkpoint's key: not empty, no control characters, a
   * {@link #text}, and not the key that checkpoint files keep their metadata under.
   *
   * @param what what is named, for the message
   */
  public static String name(String what, String name) {
    requireNonNull(name, what);
    if (name.isEmpty() || holdsControlCharacter(name)) {
      throw new IllegalArgumentException(
          what + " must not be empty or hold control characters, but was " + Excerpt.quoted(name));
    }
    if (name.equals("__metadata__")) {
      throw new IllegalArgumentException(
          what + " must not be \"__metadata__\", a key that checkpoint files reserve");
    }
    return text(what, name);
  }

  private static boolean holdsControlCharacter(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Requires a text that UTF-8 can hold: no half of a surrogate pair.
   *
   * @param what what the text is, for the message
   */
  public static String text(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.charCount(text.codePointAt(i)) == 1) {
          throw new IllegalArgumentException(
              what + " must not hold half of a surrogate pair, but was " + Excerpt.quoted(text));
        }
        i++;
      }
    }
    return text;
  }
}
