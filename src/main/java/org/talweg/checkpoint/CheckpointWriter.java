// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Writes a checkpoint to a file. */
final class CheckpointWriter {
  private CheckpointWriter() {}

  static void write(Checkpoint checkpoint, Path file) throws CheckpointException {
    Header header = Header.of(checkpoint);
    byte[] json = HeaderWriter.bytes(header);
    if (json.length > Header.MAX_BYTES) {
      throw new CheckpointException(
          file,
          "names and metadata need a header of "
              + json.length
              + " bytes, but it may have at most "
              + Header.MAX_BYTES);
    }
    try {
      AtomicFile.write(file, stream -> write(header, json, checkpoint, stream));
    } catch (IOException | RuntimeException e) { // the latter from other people's file systems
      throw new CheckpointException(file, "can't be written: " + e, e);
    }
  }

  private static void write(Header header, byte[] json, Checkpoint checkpoint, OutputStream file)
      throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Block.write(file, length.putLong(json.length).array());
    Block.write(file, json);
    Block block = new Block();
    for (Header.Entry entry : header.entries()) {
      checkpoint.stored(entry.name()).writeTo(file, block);
    }
  }
}
