// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text of callers and files as it may stand in a message: on one line, cut where it is long. A name
 * that holds a line break can't forge a line of a log, nor can one of a million characters fill it.
 *
 * <p>Control characters, line separators, characters that turn the direction of the text, and
 * halves of surrogate pairs are written as Java's escape sequences.
 */
public final class Excerpt {
  private static final int LONGEST_TEXT = 80;
  private static final int LONGEST_LIST = 10;
  private static final String ELLIPSIS = "…";

  private Excerpt() {}

  /** At most so many characters of a text, and an ellipsis if there are more. */
  public static String of(String text, int length) {
    return of(text, length, false);
  }

  /** A text in quotation marks, cut after 80 characters; quotation marks inside are escaped. */
  public static String quoted(String text) {
    return "\"" + of(text, LONGEST_TEXT, true) + "\"";
  }

  /** The first ten items, each cut after 80 characters, and how many more there are. */
  public static String list(Collection<?> items) {
    return list(items.stream(), items.size());
  }

  /** The first ten items in quotation marks, each cut after 80 characters, and how many more. */
  public static String quotedList(Collection<String> items) {
    return listed(items.stream().limit(LONGEST_LIST).map(Excerpt::quoted), items.size());
  }

  /** The first ten numbers, and how many more there are. */
  public static String list(long[] numbers) {
    return list(Arrays.stream(numbers).boxed(), numbers.length);
  }

  /** The first ten numbers, and how many more there are. */
  public static String list(int[] numbers) {
    return list(Arrays.stream(numbers).boxed(), numbers.length);
  }

  private static String list(Stream<?> items, int size) {
    return listed(items.limit(LONGEST_LIST).map(item -> of(item.toString(), LONGEST_TEXT)), size);
  }

  private static String listed(Stream<String> first, int size) {
    String text = first.collect(Collectors.joining(", "));
    return size <= LONGEST_LIST
        ? "[" + text + "]"
        : "[" + text + " and " + (size - LONGEST_LIST) + " more]";
  }

  private static String of(String text, int length, boolean quoted) {
    int end = Math.min(text.length(), length);
    if (end < text.length()
        && Character.isHighSurrogate(text.charAt(end - 1))
        && Character.isLowSurrogate(text.charAt(end))) {
      end--;
    }
    StringBuilder excerpt = new StringBuilder();
    int point;
    for (int i = 0; i < end; i += Character.charCount(point)) {
      point = text.codePointAt(i);
      append(point, quoted, excerpt);
    }
    return end < text.length() ? excerpt.append(ELLIPSIS).toString() : excerpt.toString();
  }

  private static void append(int point, boolean quoted, StringBuilder excerpt) {
    switch (point) {
      case '\n' -> excerpt.append("\\n");
      case '\r' -> excerpt.append("\\r");
      case '\t' -> excerpt.append("\\t");
      case '"', '\\' -> excerpt.append(quoted ? "\\" : "").append((char) point);
      default -> {
        if (isVisible(point)) {
          excerpt.appendCodePoint(point);
        } else {
          for (char c : Character.toChars(point)) {
            excerpt.append("\\u").append(HexFormat.of().toHexDigits(c));
          }
        }
      }
    }
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
