// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import java.util.Objects;

/**
 * A pattern for the names of parameters, matched against the whole name: {@code *} stands for any
 * run of characters, empty or with dots and slashes in it, {@code ?} for one character, and every
 * other character for itself. Names and patterns are compared by code point, so {@code ?} also
 * stands for a character outside the basic plane.
 */
public final class NamePattern {
  private static final int ANY_RUN = '*';
  private static final int ANY_ONE = '?';

  private final String text;
  private final int[] pattern;

  private NamePattern(String text) {
    this.text = text;
    this.pattern = text.codePoints().toArray();
  }

  /**
   * A pattern.
   *
   * @param pattern the text, as in {@code "*.bias"}
   * @throws IllegalArgumentException if the pattern is empty or holds control characters, as no
   *     parameter's name is or does
   */
  public static NamePattern of(String pattern) {
    Objects.requireNonNull(pattern, "pattern");
    return new NamePattern(Checks.name("a name pattern", pattern));
  }

  /**
   * Whether the pattern covers the whole name. After a mismatch only the last {@code *} takes a
   * character more: what an earlier one could take instead is also within reach of the last. So the
   * time is at most the product of both lengths.
   */
  public boolean matches(String name) {
    int[] characters = name.codePoints().toArray();
    int star = -1; // the last * met
    int taken = 0; // where the characters end that it stands for
    int p = 0;
    int n = 0;
    while (n < characters.length) {
      if (p < pattern.length && pattern[p] == ANY_RUN) {
        star = p++;
        taken = n;
      } else if (p < pattern.length && (pattern[p] == ANY_ONE || pattern[p] == characters[n])) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == ANY_RUN) {
      p++;
    }
    return p == pattern.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamePattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** {@return the text of the pattern} */
  @Override
  public String toString() {
    return text;
  }
}
