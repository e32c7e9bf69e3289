// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** A tensor of a type, or a size, that no {@code Tensor} has: its bytes as the file has them. */
final class ByteTensor implements StoredTensor {
  private static final int LARGEST_PART = 1 << 26;

  private final String type;
  private final long[] extents;
  private final byte[][] parts;

  /** A tensor of zero bytes. */
  ByteTensor(String type, long[] extents, long bytes) {
    this.type = type;
    this.extents = extents;
    this.parts = new byte[Math.toIntExact((bytes + LARGEST_PART - 1) / LARGEST_PART)][];
    long rest = bytes;
    for (int i = 0; i < parts.length; i++, rest -= LARGEST_PART) {
      parts[i] = new byte[(int) Math.min(LARGEST_PART, rest)];
    }
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public long[] extents() {
    return extents;
  }

  @Override
  public long bytes() {
    long bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    return bytes;
  }

  /** The element of 16 bits at an index. */
  short element(int index) {
    byte[] part = parts[index / (LARGEST_PART / Short.BYTES)];
    int at = index % (LARGEST_PART / Short.BYTES) * Short.BYTES;
    return (short) ((part[at] & 0xff) | part[at + 1] << 8);
  }

  @Override
  public boolean isSame(StoredTensor other) {
    return other instanceof ByteTensor that
        && type.equals(that.type)
        && Arrays.equals(extents, that.extents)
        && Arrays.deepEquals(parts, that.parts);
  }

  @Override
  public int hash() {
    return 31 * Arrays.hashCode(extents) + Arrays.deepHashCode(parts);
  }

  @Override
  public void readFrom(InputStream file, Block block) throws IOException {
    for (byte[] part : parts) {
      Block.read(file, part, 0, part.length);
    }
  }

  @Override
  public void writeTo(OutputStream file, Block block) throws IOException {
    for (byte[] part : parts) {
      Block.write(file, part);
    }
  }
}
