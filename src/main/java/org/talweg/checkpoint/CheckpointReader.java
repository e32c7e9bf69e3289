// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a checkpoint from a file, of which nothing is taken on trust. */
final class CheckpointReader {
  private final InputStream file;
  private final long size;

  private CheckpointReader(InputStream file, long size) {
    this.file = file;
    this.size = size;
  }

  static Checkpoint read(Path file) throws CheckpointException {
    try {
      return Uninterrupted.call(() -> open(file));
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the latter from other people's file systems
      throw new CheckpointException(file, "can't be read: " + e, e);
    } catch (OutOfMemoryError e) {
      throw new CheckpointException(file, "there is not enough memory for its tensors", e);
    }
  }

  private static Checkpoint open(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new CheckpointException(file, "is a folder");
    }
    if (!attributes.isRegularFile()) { // a pipe, say: to open it would wait for a writer
      throw new CheckpointException(file, "is not a regular file");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return new CheckpointReader(stream, attributes.size()).read();
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file, String.valueOf(e.getMessage()), e);
    }
  }

  private Checkpoint read() throws IOException {
    byte[] bytes = headerBytes();
    Header header = HeaderReader.read(bytes);
    header.requireData(size - Long.BYTES - bytes.length);
    Map<String, String> metadata = header.metadata();
    String step = metadata.remove(Checkpoint.STEP);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    Block block = new Block();
    for (Header.Entry entry : header.entries()) {
      StoredTensor tensor = StoredTensor.of(entry);
      tensor.readFrom(file, block);
      tensors.put(entry.name(), tensor);
    }
    long steps = step == null ? 0 : JsonReader.wholeNumber(step);
    return new Checkpoint(Math.max(0, steps), metadata, tensors);
  }

  private byte[] headerBytes() throws IOException {
    long rest = size - Long.BYTES;
    if (rest < 0) {
      throw new IllegalArgumentException(
          "the file has " + size + " bytes, too few for the length of a header");
    }
    byte[] prefix = new byte[Long.BYTES];
    Block.read(file, prefix, 0, prefix.length);
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > Header.MAX_BYTES) {
      throw new IllegalArgumentException(
          "the header may have at most "
              + Header.MAX_BYTES
              + " bytes, but its length is "
              + Long.toUnsignedString(length));
    }
    if (length > rest) {
      throw new IllegalArgumentException(
          "the header has " + length + " bytes, but the file ends after " + rest + " of them");
    }
    byte[] header = new byte[(int) length];
    Block.read(file, header, 0, header.length);
    return header;
  }
}
