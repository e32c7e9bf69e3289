// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** Files in {@code src/test/resources/checkpoint} come from Python: see {@code write.py} there. */
class CheckpointFileTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  private Path python(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream resource =
        CheckpointFileTest.class.getResourceAsStream("/checkpoint/" + name)) {
      Files.copy(resource, file);
    }
    return file;
  }

  private byte[] written(Checkpoint checkpoint) throws IOException {
    Path file = folder.resolve("written.safetensors");
    checkpoint.write(file);
    return Files.readAllBytes(file);
  }

  private static int[] bits(Tensor tensor) {
    float[] array = ((FloatTensor) tensor).array();
    int[] bits = new int[array.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(array[i]);
    }
    return bits;
  }

  private static long[] longBits(Tensor tensor) {
    double[] array = ((DoubleTensor) tensor).array();
    long[] bits = new long[array.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(array[i]);
    }
    return bits;
  }

  @Test
  void aFileOfPythonIsReadBitByBit() throws IOException {
    Checkpoint read = Checkpoint.read(python("states.safetensors"));
    assertThat(read.step()).isEqualTo(9007199254740993L);
    assertThat(read.metadata()).isEmpty();
    assertThat(read.names())
        .containsExactly(
            "b/v", "empty", "w/m", "b", "scalar", "w", "\uffee", "🏔 \"quoted\" \\ ä 深");
    assertThat(((FloatTensor) read.tensor("w")).array())
        .containsExactly(0, 0.25f, 0.5f, 0.75f, 1, 1.25f);
    assertThat(read.tensor("w").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(((DoubleTensor) read.tensor("w/m")).array())
        .containsExactly(-1, -0.33333333333333337, 0.33333333333333326, 1);
    assertThat(((FloatTensor) read.tensor("scalar")).array()).containsExactly(7);
    assertThat(read.tensor("scalar").shape()).isEqualTo(Shape.of());
    assertThat(read.tensor("empty").shape()).isEqualTo(Shape.of(3, 0, 2));
    assertThat(bits(read.tensor("b")))
        .containsExactly(0x7fc00000, 0x7fa00001, 0xffffffff, 0x80000000, 1, 0xff800000);
    assertThat(longBits(read.tensor("b/v")))
        .containsExactly(0x7ff0000000000001L, 0xfff8000000000123L, 0x8000000000000000L, 1);
  }

  @Test
  void aFileHasTheBytesThatPythonWrites() throws IOException {
    Path file = python("states.safetensors");
    assertThat(written(Checkpoint.read(file))).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void weightsWithoutAStepAreReadAsStepZero() throws IOException {
    Checkpoint weights = Checkpoint.read(python("weights.safetensors"));
    assertThat(weights.step()).isZero();
    assertThat(weights.metadata()).isEqualTo(Map.of("format", "np\t\n\u0001 \"ü\""));
    assertThat(((FloatTensor) weights.tensor("w")).array()).containsExactly(1.5f, -2);
    Checkpoint bare = Checkpoint.read(python("nothing-else.safetensors"));
    assertThat(bare.metadata()).isEmpty();
    assertThat(((FloatTensor) bare.tensor("w")).array()).containsExactly(1.5f, -2);
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    long seed = 20240717;
    SplittableRandom random = new SplittableRandom(seed);
    float[] floats = new float[100_003];
    double[] doubles = new double[50_001];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.intBitsToFloat(random.nextInt()); // among them NaN and subnormal numbers
    }
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = Double.longBitsToDouble(random.nextLong());
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("large", FloatTensor.wrap(floats, floats.length));
    tensors.put("large/slot", DoubleTensor.wrap(doubles, 3, doubles.length / 3));
    tensors.put("scalar", DoubleTensor.wrap(new double[] {-0.0}));
    tensors.put("empty", FloatTensor.zeros(0));
    tensors.put("gewicht_ä 深 🏔 \"\\/", DoubleTensor.zeros(1, 1, 1));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("rule", "Adam[…]");
    metadata.put("", "");
    metadata.put("\u0000\b\f\r\n\t\u001f\u007f\u2028", "{\"a\": [1]}");
    Checkpoint checkpoint = Checkpoint.of(Long.MAX_VALUE, metadata, tensors);
    byte[] bytes = written(checkpoint);
    Checkpoint read = Checkpoint.read(folder.resolve("written.safetensors"));
    assertThat(read).as("seed %d", seed).isEqualTo(checkpoint);
    assertThat(bits(read.tensor("large")))
        .as("seed %d", seed)
        .isEqualTo(bits(tensors.get("large")));
    assertThat(longBits(read.tensor("large/slot")))
        .as("seed %d", seed)
        .isEqualTo(longBits(tensors.get("large/slot")));
    assertThat(written(read)).isEqualTo(bytes);
  }

  @Test
  void equalCheckpointsGiveTheSameBytes() throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("b", "1");
    metadata.put("a", "2");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("v", FloatTensor.wrap(new float[] {1}, 1));
    tensors.put("w", DoubleTensor.wrap(new double[] {2}, Shape.of()));
    tensors.put("u", FloatTensor.wrap(new float[] {3}, 1));
    String header =
        "{\"__metadata__\":{\"a\":\"2\",\"b\":\"1\",\"step\":\"5\"},"
            + "\"w\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"u\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
            + "\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}";
    assertThat(
            new String(written(Checkpoint.of(5, metadata, tensors)), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "\u00d0\0\0\0\0\0\0\0"
                + header
                + " ".repeat(0xd0 - header.length())
                + "\0\0\0\0\0\0\0@\0\0@@\0\0\u0080?");
    assertThat(written(Checkpoint.of(5, Map.copyOf(metadata), Map.copyOf(tensors))))
        .isEqualTo(written(Checkpoint.of(5, metadata, tensors)));
  }

  @Test
  void noSecondCopyOfTheElementsIsMade() throws IOException {
    int size = 1 << 22;
    Path file = folder.resolve("large.safetensors");
    Checkpoint checkpoint = Checkpoint.of(1, Map.of(), Map.of("w", FloatTensor.zeros(size)));
    checkpoint.write(file);
    long start = THREADS.getCurrentThreadAllocatedBytes();
    checkpoint.write(file);
    long written = THREADS.getCurrentThreadAllocatedBytes();
    Checkpoint.read(file);
    long read = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(written - start).isLessThan(1 << 20);
    assertThat(read - written).isBetween(4L * size, 4L * size + (1 << 20));
  }

  @Test
  void aHeaderThatNoneCouldReadIsNotWritten() {
    Path file = folder.resolve("w.safetensors");
    Map<String, String> metadata = Map.of("k", "x".repeat(99_999_965));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.of(0, metadata, Map.of()).write(file))
        .withMessage(
            file
                + ": names and metadata need a header of 100000008 bytes, but it may have at most"
                + " 100000000");
    assertThat(file).doesNotExist();
  }
}
