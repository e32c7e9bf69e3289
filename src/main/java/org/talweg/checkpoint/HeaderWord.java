// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Strings that stand in a header for every tensor, of which one copy is enough. */
final class HeaderWord {
  private static final List<byte[]> BYTES;
  private static final List<String> WORDS;

  static {
    Stream<String> types = Stream.of(ElementType.values()).map(ElementType::name);
    WORDS =
        Stream.concat(Stream.of("", Header.DTYPE, Header.SHAPE, Header.OFFSETS), types).toList();
    BYTES = WORDS.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private HeaderWord() {}

  /** The text of some bytes. */
  static String of(byte[] text, int from, int length) {
    for (int i = 0; i < WORDS.size(); i++) {
      byte[] word = BYTES.get(i);
      if (word.length == length && Arrays.equals(text, from, from + length, word, 0, length)) {
        return WORDS.get(i);
      }
    }
    return new String(text, from, length, StandardCharsets.UTF_8);
  }
}
