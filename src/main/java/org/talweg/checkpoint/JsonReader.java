package org.talweg.checkpoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.talweg.internal.Checks;

/**
 * Reads the part of JSON (RFC 8259) that headers use: objects, strings, and lists of whole numbers.
 * The caller asks for what must come next, and anything else is an error, so how deep a text may be
 * nested is up to the caller and not to the text. An object must not have a key twice.
 *
 * <p>Every method throws {@link IllegalArgumentException} with the position and the keys that lead
 * to it.
 */
final class JsonReader {
  private final String text;
  private final Deque<String> keys = new ArrayDeque<>();
  private int at;

  JsonReader(String text) {
    this.text = text;
  }

  /** Reads an object: for each key, {@code member} must read the value. */
  void object(Consumer<String> member) {
    expect('{', "an object");
    Set<String> seen = new HashSet<>();
    if (next('}')) {
      return;
    }
    do {
      String key = string();
      if (!seen.add(key)) {
        throw error("the key " + Excerpt.quoted(key) + " stands there twice");
      }
      expect(':', "\":\"");
      keys.addLast(key);
      member.accept(key);
      keys.removeLast();
    } while (next(','));
    expect('}', "\",\" or \"}\"");
  }

  /** Reads a list of whole numbers, each from 0 to 2⁶³ − 1. */
  long[] wholeNumbers() {
    expect('[', "a list of whole numbers");
    LongStream.Builder numbers = LongStream.builder();
    if (!next(']')) {
      do {
        numbers.add(wholeNumber());
      } while (next(','));
      expect(']', "\",\" or \"]\"");
    }
    return numbers.build().toArray();
  }

  private long wholeNumber() {
    skipSpace();
    int from = at;
    while (at < text.length() && "+-.0123456789Ee".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == from) {
      throw unexpected("a whole number");
    }
    String number = text.substring(from, at);
    long value = wholeNumber(number);
    if (value < 0) {
      throw error(
          "expected a whole number from 0 to 2^63 - 1, but found " + Excerpt.of(number, 40));
    }
    return value;
  }

  /**
   * The number that a text is, written as Java writes it, or −1 if it is none from 0 to 2⁶³ − 1.
   */
  static long wholeNumber(String text) {
    try {
      long value = Long.parseLong(text);
      return Long.toString(value).equals(text) && value >= 0 ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Reads a string of whole characters: half of a surrogate pair is an error. */
  String string() {
    expect('"', "a string");
    StringBuilder string = new StringBuilder();
    for (char c = character(); c != '"'; c = character()) {
      if (c < ' ') {
        throw error("a control character in a string must be escaped, but found " + (int) c);
      }
      string.append(c == '\\' ? escaped(character()) : c);
    }
    return Checks.text("a string of the header", string.toString());
  }

  private char escaped(char c) {
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
      default -> throw error("\"\\" + c + "\" is no escape sequence");
    };
  }

  private int hexDigit() {
    char c = character();
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw error("expected four hexadecimal digits after \"\\u\", but found \"" + c + "\"");
    }
    return digit;
  }

  private char character() {
    if (at == text.length()) {
      throw error("a string does not end");
    }
    return text.charAt(at++);
  }

  /** Requires that nothing but space is left. */
  void end() {
    skipSpace();
    if (at < text.length()) {
      throw unexpected("the end");
    }
  }

  private void expect(char c, String what) {
    if (!next(c)) {
      throw unexpected(what);
    }
  }

  private boolean next(char c) {
    skipSpace();
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException unexpected(String expected) {
    String found = at < text.length() ? "\"" + text.charAt(at) + "\"" : "the end";
    return error("expected " + expected + ", but found " + found);
  }

  /** An error at the present position. */
  IllegalArgumentException error(String problem) {
    String path = keys.isEmpty() ? "" : " (" + Excerpt.list(keys) + ")";
    return new IllegalArgumentException("header, character " + at + path + ": " + problem);
  }
}
