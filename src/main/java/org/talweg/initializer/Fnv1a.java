// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.nio.charset.StandardCharsets;

/** The 64-bit FNV-1a hash of Fowler, Noll and Vo. {@code String.hashCode} has too few bits. */
final class Fnv1a {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fnv1a() {}

  /** The hash of the text's bytes in UTF-8. */
  static long hash(String text) {
    long hash = OFFSET_BASIS;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ Byte.toUnsignedInt(octet)) * PRIME;
    }
    return hash;
  }
}
