// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files of unsigned bytes, plain or compressed with gzip: two zero bytes, the type 8, the
 * number of dimensions, each extent as a big-endian integer, then the bytes and nothing more.
 */
final class IdxFile {
  private static final int UNSIGNED_BYTE = 0x0800;

  /** What every JDK can allocate, memory permitting. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 16;

  private IdxFile() {}

  /** The labels of a one-dimensional file, each from 0 to 9. */
  static byte[] labels(Path file) throws IOException {
    byte[] labels = read(file, "labels");
    for (int i = 0; i < labels.length; i++) {
      int label = Byte.toUnsignedInt(labels[i]);
      if (label >= Digits.CLASSES) {
        throw new InvalidImagesException(
            "%s: label %d is %d, expected 0 to 9".formatted(file, i, label));
      }
    }
    return labels;
  }

  /** The pixels of a three-dimensional file of 28 by 28 images. */
  static byte[] images(Path file) throws IOException {
    return read(file, "images", Digits.SIDE, Digits.SIDE);
  }

  /** The bytes of a file whose first extent is free and whose others are given. */
  private static byte[] read(Path file, String content, int... inner) throws IOException {
    try (InputStream in = open(file)) {
      return read(file, in, content, inner);
    } catch (EOFException | ZipException e) {
      throw new InvalidImagesException(file + ": not a complete gzip file");
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    boolean compressed = Arrays.equals(in.readNBytes(2), new byte[] {0x1f, (byte) 0x8b});
    in.reset();
    return compressed ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static byte[] read(Path file, InputStream in, String content, int[] inner)
      throws IOException {
    int rank = 1 + inner.length;
    byte[] header = in.readNBytes(4 + 4 * rank);
    if (header.length < 4 + 4 * rank) {
      throw new InvalidImagesException(
          "%s: the header has %d bytes, expected %d".formatted(file, header.length, 4 + 4 * rank));
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    int magic = fields.getInt();
    if (magic != UNSIGNED_BYTE + rank) {
      throw new InvalidImagesException(
          String.format(
              Locale.ROOT,
              "%s: the magic number is 0x%08x, expected 0x%08x for %s",
              file,
              magic,
              UNSIGNED_BYTE + rank,
              content));
    }
    int count = fields.getInt();
    int size = 1;
    for (int extent : inner) {
      int found = fields.getInt();
      if (found != extent) {
        throw new InvalidImagesException(
            "%s: an image has an extent of %d, expected %d".formatted(file, found, extent));
      }
      size *= extent;
    }
    if (count < 1 || count > LONGEST_ARRAY / size) {
      throw new InvalidImagesException(
          "%s: %s %s, expected 1 to %d"
              .formatted(file, Integer.toUnsignedString(count), content, LONGEST_ARRAY / size));
    }
    int expected = count * size;
    byte[] data = in.readNBytes(expected);
    if (data.length < expected) {
      throw new InvalidImagesException(
          "%s: truncated: %d bytes of %s, expected %d"
              .formatted(file, data.length, content, expected));
    }
    if (in.read() >= 0) {
      throw new InvalidImagesException(
          "%s: bytes follow the %d that the header announces".formatted(file, expected));
    }
    return data;
  }
}
