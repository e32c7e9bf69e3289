// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes on their way between memory and a file, a few at a time: a channel copies what it is
 * given as a whole into memory off the heap.
 */
final class Block {
  static final int BYTES = 1 << 16;

  private final byte[] array = new byte[BYTES];

  /** The bytes in the format's order. */
  final ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);

  /** Reads so many bytes into the start of the block. */
  void read(InputStream file, int count) throws IOException {
    read(file, array, 0, count);
  }

  /** Writes so many bytes from the start of the block. */
  void write(OutputStream file, int count) throws IOException {
    file.write(array, 0, count);
  }

  /** Reads an array, or a part of it. */
  static void read(InputStream file, byte[] target, int from, int to) throws IOException {
    for (int at = from; at < to; ) {
      int count = file.read(target, at, Math.min(BYTES, to - at));
      if (count < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      at += count;
    }
  }

  /** Writes an array. */
  static void write(OutputStream file, byte[] source) throws IOException {
    for (int at = 0; at < source.length; at += BYTES) {
      file.write(source, at, Math.min(BYTES, source.length - at));
    }
  }
}
