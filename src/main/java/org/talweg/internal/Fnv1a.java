// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/** The 64-bit FNV-1a hash of Fowler, Noll and Vo. {@code String.hashCode} has too few bits. */
public final class Fnv1a {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fnv1a() {}

  /** The hash of the text's bytes in UTF-8, without an array of them: a step asks for it. */
  public static long hash(String text) {
    long hash = OFFSET_BASIS;
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (c < 0x80) {
        hash = next(hash, c);
      } else if (c < 0x800) {
        hash = next(next(hash, 0xC0 | (c >> 6)), tail(c));
      } else if (Character.isSupplementaryCodePoint(c)) {
        hash = next(next(hash, 0xF0 | (c >> 18)), tail(c >> 12));
        hash = next(next(hash, tail(c >> 6)), tail(c));
        i++;
      } else if (Character.isSurrogate((char) c)) {
        hash = next(hash, '?'); // a half alone, as getBytes has it
      } else {
        hash = next(next(next(hash, 0xE0 | (c >> 12)), tail(c >> 6)), tail(c));
      }
    }
    return hash;
  }

  private static int tail(int bits) {
    return 0x80 | (bits & 0x3F);
  }

  private static long next(long hash, int octet) {
    return (hash ^ octet) * PRIME;
  }
}
