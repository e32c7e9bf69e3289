// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;

/** Files of other programs: what is not asked for does not matter. */
class ForeignFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void copyFileOfPython() throws IOException {
    file = folder.resolve("every-type.safetensors");
    try (InputStream resource =
        ForeignFileTest.class.getResourceAsStream("/checkpoint/every-type.safetensors")) {
      Files.copy(resource, file);
    }
  }

  private static float[] floats(Tensor tensor) {
    return ((FloatTensor) tensor).array();
  }

  @Test
  void everyTypeIsReadPast() throws IOException {
    Checkpoint read = Checkpoint.read(file);
    assertThat(read.names().stream().map(read::type).distinct())
        .containsExactlyInAnyOrder(
            "U64", "I64", "F64", "C64", "F32", "U32", "I32", "BF16", "F16", "U16", "I16", "F8_E8M0",
            "F8_E4M3", "F8_E5M2", "I8", "U8", "BOOL");
    assertThat(read.step()).isZero();
    assertThat(read.metadata()).isEqualTo(Map.of("format", "pt"));
    assertThat(((DoubleTensor) read.tensor("double")).array()).containsExactly(1.0 / 3, -2);
    assertThat(floats(read.tensor(""))).containsExactly(1);
    assertThat(floats(read.tensor("two\nlines"))).containsExactly(1);
    assertThat(read.shape("batches")).isEqualTo(Shape.of());
  }

  @Test
  void typesOfFourAndSixBitsAndOnesOfTheFutureAreReadPast() throws IOException {
    String header =
        "{\"four\":{\"dtype\":\"F4\",\"shape\":[3,2],\"data_offsets\":[0,3]},"
            + "\"six\":{\"dtype\":\"F6_E2M3\",\"shape\":[4],\"data_offsets\":[3,6]},"
            + "\"other six\":{\"dtype\":\"F6_E3M2\",\"shape\":[8],\"data_offsets\":[6,12]},"
            + "\"new\":{\"dtype\":\"I128\",\"shape\":[2],\"data_offsets\":[12,44]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[44,48]}}";
    byte[] bytes = RawFile.of(header, 48);
    bytes[bytes.length - 1] = 0x40;
    Files.write(file, bytes);
    assertThat(floats(Checkpoint.read(file).tensor("w"))).containsExactly(2);
  }

  @Test
  void aTensorLargerThanAnyCanBeIsReadPast() throws IOException {
    String header =
        "{\"none\":{\"dtype\":\"F32\",\"shape\":[0,4294967296],\"data_offsets\":[0,0]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}";
    Files.write(file, RawFile.of(header, 4));
    Checkpoint read = Checkpoint.read(file);
    assertThat(floats(read.tensor("w"))).containsExactly(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read.tensor("none"))
        .withMessage(
            "tensor \"none\", of shape [0, 4294967296], has more than the 2^31 - 1 elements that a"
                + " tensor can hold");
  }

  @Test
  void valuesAreLoadedFromAFileWithACounter() throws IOException {
    String header =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]},"
            + "\"num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"__metadata__\":{\"format\":\"pt\"}}";
    byte[] bytes = RawFile.of(header, 16);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(bytes.length - 8, 1.5f)
        .putFloat(bytes.length - 4, -2);
    Files.write(file, bytes);
    float[] weights = new float[2];
    Trainer trainer = Trainer.of(Sgd.of(0.1), Parameter.of("w", FloatTensor.wrap(weights)));
    trainer.loadValues(Checkpoint.read(file));
    assertThat(weights).containsExactly(1.5f, -2);
  }

  @Test
  void whatIsReadIsWrittenBack() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Checkpoint read = Checkpoint.read(file);
    Path copy = folder.resolve("copy");
    read.write(copy);
    String before = new String(bytes, StandardCharsets.ISO_8859_1);
    String after = new String(Files.readAllBytes(copy), StandardCharsets.ISO_8859_1);
    assertThat(
            after.replace("\"step\":\"0\"", "\"step\":\"epoch 3\"").substring(8).replace(" ", ""))
        .isEqualTo(before.substring(8).replace(" ", ""));
    assertThat(Checkpoint.read(copy)).isEqualTo(read).hasSameHashCodeAs(read);
    byte[] changed = bytes.clone();
    changed[changed.length - 1] ^= 1; // the last BOOL
    Files.write(file, changed);
    assertThat(Checkpoint.read(file)).isNotEqualTo(read);
  }

  @Test
  void halvesConvertAsPyTorchConvertsThem() throws IOException {
    Checkpoint read = Checkpoint.read(file);
    for (String name : List.of("half", "bfloat")) {
      float[] expected = floats(read.tensor(name + " as float"));
      assertThat(floats(read.tensor(name))).as(name).isEqualTo(expected);
      DoubleTensor doubles = (DoubleTensor) read.tensor(name, DataType.FLOAT64);
      for (int i = 0; i < expected.length; i++) {
        assertThat(Double.compare(doubles.get(i), expected[i])).as(name).isZero();
      }
    }
    assertThat(read.tensor("bfloat").shape()).isEqualTo(Shape.of(13, 1));
    assertThat(floats(read.tensor("double", DataType.FLOAT32))).containsExactly(1f / 3, -2);
  }

  /** Each of the 65,536: a sign, 5 bits of exponent, 10 of fraction. */
  @Test
  void everyHalfIsTheNumberThatItsBitsSay() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      double magnitude =
          exponent == 0
              ? fraction * 0x1p-14
              : exponent < 31
                  ? (1 + fraction) * StrictMath.pow(2, exponent - 15)
                  : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      float half = Conversion.half((short) bits);
      float expected = (float) (bits < 1 << 15 ? magnitude : -magnitude);
      assertThat(Float.compare(half, expected)).as("%x", bits).isZero(); // -0 is not 0
    }
  }

  @Test
  void anotherTypeIsAnErrorWhereItIsAskedFor() throws IOException {
    Checkpoint read = Checkpoint.read(file);
    for (String name : Arrays.asList("int64", "bool", "float8_e5m2", "complex64")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> read.tensor(name, DataType.FLOAT64))
          .withMessage(
              "tensor \""
                  + name
                  + "\" is of type "
                  + read.type(name)
                  + ", but only F64, F32, F16 and BF16 can be read as FLOAT32 or FLOAT64");
      assertThatIllegalArgumentException().isThrownBy(() -> read.tensor(name));
    }
  }
}
