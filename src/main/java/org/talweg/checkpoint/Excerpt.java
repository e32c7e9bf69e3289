package org.talweg.checkpoint;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text for messages, cut where a file or a caller could make it long. */
final class Excerpt {
  private static final int LONGEST_TEXT = 80;
  private static final int LONGEST_LIST = 10;

  private Excerpt() {}

  /** At most so many characters of a text, then an ellipsis if there are more. */
  static String of(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }

  /** A text in quotation marks, cut after 80 characters. */
  static String quoted(String text) {
    return "\"" + of(text, LONGEST_TEXT) + "\"";
  }

  /** The first ten items, each cut after 80 characters, and how many more there are. */
  static String list(Collection<?> items) {
    return list(items.stream(), items.size());
  }

  /** The first ten numbers, and how many more there are. */
  static String list(long[] numbers) {
    return list(Arrays.stream(numbers).boxed(), numbers.length);
  }

  private static String list(Stream<?> items, int size) {
    String first =
        items
            .limit(LONGEST_LIST)
            .map(item -> of(item.toString(), LONGEST_TEXT))
            .collect(Collectors.joining(", "));
    return size <= LONGEST_LIST
        ? "[" + first + "]"
        : "[" + first + " and " + (size - LONGEST_LIST) + " more]";
  }
}
