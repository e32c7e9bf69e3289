// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.talweg.tensor.DataType;

/**
 * The types of elements that the format knows, under its names, in the order in which a file has
 * their tensors: those that need the widest alignment first, as the reference implementation has
 * them.
 */
enum ElementType {
  U64(64),
  I64(64),
  F64(64),
  C64(64),
  F32(32),
  U32(32),
  I32(32),
  BF16(16),
  F16(16),
  U16(16),
  I16(16),
  F8_E8M0(8),
  F8_E4M3(8),
  F8_E5M2(8),
  I8(8),
  U8(8),
  F6_E3M2(6),
  F6_E2M3(6),
  F4(4),
  BOOL(8);

  private static final Map<String, ElementType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, type -> type));

  private final int bits;

  ElementType(int bits) {
    this.bits = bits;
  }

  /** The type of this name; a later version of the format may have others. */
  static Optional<ElementType> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  static ElementType of(DataType type) {
    return switch (type) {
      case FLOAT32 -> F32;
      case FLOAT64 -> F64;
    };
  }

  /** The place of a type's tensors in a file; those of unknown types come last. */
  static int place(String name) {
    return of(name).map(Enum::ordinal).orElse(values().length);
  }

  /**
   * The number of bytes of a tensor's elements.
   *
   * @throws ArithmeticException if there are 2⁶⁰ bytes or more, or the last byte is not full
   */
  long bytes(long[] extents) {
    long size = bits;
    for (long extent : extents) {
      if (extent == 0) {
        return 0;
      }
    }
    for (long extent : extents) {
      size = Math.multiplyExact(size, extent);
    }
    if (size % Byte.SIZE != 0) {
      throw new ArithmeticException("the last byte is not full");
    }
    return size / Byte.SIZE;
  }
}
