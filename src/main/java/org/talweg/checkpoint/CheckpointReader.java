package org.talweg.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.talweg.tensor.Tensor;

/** Reads a checkpoint from a file, of which nothing is taken on trust. */
final class CheckpointReader {
  private final FileChannel channel;

  private CheckpointReader(FileChannel channel) {
    this.channel = channel;
  }

  static Checkpoint read(Path file) throws CheckpointException {
    if (Files.isDirectory(file)) {
      throw new CheckpointException(file, "is a folder");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new CheckpointReader(channel).read();
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CheckpointException(file, "can't be read: " + e, e);
    }
  }

  private Checkpoint read() throws IOException {
    Header header = HeaderReader.read(text(headerBytes()));
    header.requireData(channel.size() - channel.position());
    Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
    String step = metadata.remove(Checkpoint.STEP);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    ElementBuffer buffer = new ElementBuffer();
    for (Header.Entry entry : header.entries()) {
      Tensor tensor = Tensor.zeros(entry.type().dataType(), entry.shape());
      for (int i = 0; i < tensor.size(); i += ElementBuffer.count(tensor, i)) {
        fill(buffer.empty(tensor, i));
        buffer.store(tensor, i);
      }
      tensors.put(entry.name(), tensor);
    }
    return new Checkpoint(step == null ? 0 : step(step), metadata, tensors);
  }

  private byte[] headerBytes() throws IOException {
    long rest = channel.size() - Long.BYTES;
    if (rest < 0) {
      throw new IllegalArgumentException(
          "the file has " + channel.size() + " bytes, too few for the length of a header");
    }
    long length = fill(ByteBuffer.allocate(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
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
    return fill(ByteBuffer.allocate((int) length)).array();
  }

  private static String text(byte[] header) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the header is not UTF-8", e);
    }
  }

  private static long step(String text) {
    long step = JsonReader.wholeNumber(text);
    if (step < 0) {
      throw new IllegalArgumentException(
          "\"step\" in the metadata must be a whole number from 0 to 2^63 - 1, but is "
              + Excerpt.quoted(text));
    }
    return step;
  }

  private ByteBuffer fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }
}
