package org.talweg.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.talweg.tensor.Tensor;

/** Writes a checkpoint to a file. */
final class CheckpointWriter {
  private final FileChannel channel;

  private CheckpointWriter(FileChannel channel) {
    this.channel = channel;
  }

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
      AtomicFile.write(
          file,
          channel -> {
            CheckpointWriter writer = new CheckpointWriter(channel);
            writer.header(json);
            writer.data(header, checkpoint);
          });
    } catch (IOException e) {
      throw new CheckpointException(file, "can't be written: " + e, e);
    }
  }

  private void header(byte[] json) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    write(length.putLong(json.length).flip());
    write(ByteBuffer.wrap(json));
  }

  private void data(Header header, Checkpoint checkpoint) throws IOException {
    ElementBuffer buffer = new ElementBuffer();
    for (Header.Entry entry : header.entries()) {
      Tensor tensor = checkpoint.uncopied(entry.name());
      for (int i = 0; i < tensor.size(); i += ElementBuffer.count(tensor, i)) {
        write(buffer.load(tensor, i));
      }
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
