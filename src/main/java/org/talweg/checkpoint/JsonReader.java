// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.talweg.internal.Excerpt;

/**
 * Reads the part of JSON (RFC 8259) that headers use: objects, strings, and lists of whole numbers.
 * The caller asks for what must come next, and anything else is an error, so how deep a text may be
 * nested is up to the caller and not to the text. Time and memory grow with the text alone: strings
 * are unescaped where they stand, and a list is counted before it is made.
 *
 * <p>Every method throws {@link IllegalArgumentException} with the position and the keys that lead
 * to it.
 */
final class JsonReader {
  /** The upper bits of the first byte, by the number of bytes that follow it. */
  private static final int[] FIRST_OF_UTF_8 = {0, 0xc0, 0xe0, 0xf0};

  private final byte[] text;
  private final Deque<String> keys = new ArrayDeque<>();
  private int at;

  /**
   * A reader of a text.
   *
   * @param text UTF-8; belongs to the reader, which overwrites what it has read
   * @throws IllegalArgumentException if the text is not UTF-8
   */
  JsonReader(byte[] text) {
    requireUtf8(text);
    this.text = text;
  }

  private static void requireUtf8(byte[] text) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(text);
    CharBuffer discarded = CharBuffer.allocate(1 << 12);
    while (bytes.hasRemaining()) {
      if (decoder.decode(bytes, discarded.clear(), true).isError()) {
        throw new IllegalArgumentException("the header is not UTF-8");
      }
    }
  }

  /** Whether the next character is this one, with no space before it. */
  boolean startsWith(char c) {
    return at < text.length && text[at] == c;
  }

  /** Reads an object: for each key, {@code member} must read the value. */
  void object(Consumer<String> member) {
    expect('{', "an object");
    if (next('}')) {
      return;
    }
    do {
      String key = string();
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
    if (next(']')) {
      return new long[0];
    }
    long[] numbers = new long[commasBeforeTheEnd() + 1];
    int count = 0;
    do {
      numbers[count++] = wholeNumber();
    } while (next(','));
    expect(']', "\",\" or \"]\"");
    return numbers;
  }

  private int commasBeforeTheEnd() {
    int commas = 0;
    for (int i = at; i < text.length && text[i] != ']'; i++) {
      commas += text[i] == ',' ? 1 : 0;
    }
    return commas;
  }

  private long wholeNumber() {
    skipSpace();
    int from = at;
    while (at < text.length && "+-.0123456789Ee".indexOf(text[at]) >= 0) {
      at++;
    }
    if (at == from) {
      throw unexpected("a whole number");
    }
    long value = wholeNumber(text, from, at);
    if (value < 0) {
      String found = new String(text, from, at - from, StandardCharsets.US_ASCII);
      throw error("expected a whole number from 0 to 2^63 - 1, but found " + Excerpt.of(found, 40));
    }
    return value;
  }

  /**
   * The number that a text is, written as Java writes it, or −1 if it is none from 0 to 2⁶³ − 1.
   */
  static long wholeNumber(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return wholeNumber(bytes, 0, bytes.length);
  }

  private static long wholeNumber(byte[] text, int from, int to) {
    if (from == to || to - from > 19 || (text[from] == '0' && to - from > 1)) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit; // 19 digits are below 2^64, so what is too large is negative
    }
    return value < 0 ? -1 : value;
  }

  /** Reads a string of whole characters: half of a surrogate pair is an error. */
  String string() {
    expect('"', "a string");
    int from = at;
    int end = at;
    for (int b = octet(); b != '"'; b = octet()) {
      if (b >= 0 && b < ' ') {
        throw error("a control character in a string must be escaped, but found " + b);
      }
      if (b == '\\') {
        end = put(escaped(octet()), end);
      } else {
        text[end++] = (byte) b;
      }
    }
    return HeaderWord.of(text, from, end - from);
  }

  /** Puts a character in UTF-8 over the longer escape sequence that stood for it. */
  private int put(int point, int to) {
    int end = to;
    int more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    text[end++] = (byte) (FIRST_OF_UTF_8[more] | (point >> (6 * more)));
    for (int i = more - 1; i >= 0; i--) {
      text[end++] = (byte) (0x80 | ((point >> (6 * i)) & 0x3f));
    }
    return end;
  }

  private int escaped(int b) {
    return switch (b) {
      case '"', '\\', '/' -> b;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> point();
      default -> {
        at--;
        throw error("\\ and " + found() + " are no escape sequence");
      }
    };
  }

  private int point() {
    char c = unit();
    if (!Character.isSurrogate(c)) {
      return c;
    }
    if (Character.isHighSurrogate(c) && octet() == '\\' && octet() == 'u') {
      char low = unit();
      if (Character.isLowSurrogate(low)) {
        return Character.toCodePoint(c, low);
      }
    }
    throw error("a string must not hold half of a surrogate pair");
  }

  private char unit() {
    return (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
  }

  private int hexDigit() {
    int b = octet();
    int digit = b > 0 ? Character.digit(b, 16) : -1;
    if (digit < 0) {
      at--;
      throw error("expected four hexadecimal digits after \"\\u\", but found " + found());
    }
    return digit;
  }

  private int octet() {
    if (at == text.length) {
      throw error("a string does not end");
    }
    return text[at++];
  }

  /** Requires that nothing but space is left. */
  void end() {
    skipSpace();
    if (at < text.length) {
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
    boolean found = startsWith(c);
    at += found ? 1 : 0;
    return found;
  }

  private void skipSpace() {
    while (at < text.length && " \t\n\r".indexOf(text[at]) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException unexpected(String expected) {
    return error("expected " + expected + ", but found " + found());
  }

  /** The character at the present position. */
  private String found() {
    if (at == text.length) {
      return "the end";
    }
    int end = at + 1;
    while (end < text.length && (text[end] & 0xc0) == 0x80) {
      end++;
    }
    return Excerpt.quoted(new String(text, at, end - at, StandardCharsets.UTF_8));
  }

  /** An error at the present position. */
  IllegalArgumentException error(String problem) {
    String path = keys.isEmpty() ? "" : " (" + Excerpt.list(keys) + ")";
    return new IllegalArgumentException("header, byte " + at + path + ": " + problem);
  }
}
