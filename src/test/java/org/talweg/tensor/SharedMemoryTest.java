// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.optimizer.Sgd;
import org.talweg.training.Trainer;

/** Two owners of an element are found wherever the JDK tells where a buffer's elements are. */
class SharedMemoryTest {
  private static final boolean JDK_TELLS = Runtime.version().feature() >= 22;

  @TempDir private Path folder;

  private static FloatBuffer floats(ByteBuffer bytes) {
    return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private void assertShared(Tensor one, Tensor other) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("w", one, other))
        .withMessage("parameter \"w\": value and gradient have elements in common");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(Sgd.of(0.1), Parameter.of("v", one), Parameter.of("w", other)))
        .withMessageStartingWith(
            "the value of parameter \"w\" has elements in common with the value of parameter \"v\"");
  }

  private void assertApart(Tensor one, Tensor other) {
    Trainer.of(Sgd.of(0.1), Parameter.of("w", one, other));
    Trainer.of(Sgd.of(0.1), Parameter.of("v", one), Parameter.of("w", other));
  }

  private List<Supplier<ByteBuffer>> memories() throws IOException {
    Path file = folder.resolve("mapped");
    Files.write(file, new byte[64]);
    return List.of(
        () -> ByteBuffer.allocate(64),
        () -> ByteBuffer.allocateDirect(64),
        () -> {
          try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, 64);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void oneBufferIsOneMemory() throws IOException {
    for (Supplier<ByteBuffer> memory : memories()) {
      FloatBuffer buffer = floats(memory.get());
      assertShared(FloatTensor.wrap(buffer), FloatTensor.wrap(buffer));
      Tensor first = FloatTensor.wrap(buffer.limit(4));
      Tensor last = FloatTensor.wrap(buffer.limit(8).position(4));
      assertApart(first, last);
      Tensor middle = FloatTensor.wrap(buffer.position(3).limit(7));
      assertShared(first, middle);
    }
  }

  @Test
  void viewsOfOneBufferAreOneMemory() throws IOException {
    for (Supplier<ByteBuffer> memory : memories()) {
      ByteBuffer bytes = memory.get();
      Tensor floats = FloatTensor.wrap(floats(bytes), 16);
      Tensor same = FloatTensor.wrap(floats(bytes.duplicate()), 16);
      Tensor shifted = FloatTensor.wrap(floats(bytes.duplicate().slice(6, 4)));
      Tensor first = FloatTensor.wrap(floats(bytes.duplicate().slice(0, 4)));
      if (JDK_TELLS) {
        assertShared(floats, same);
        assertShared(
            FloatTensor.wrap(floats(bytes.slice(4, 4))), shifted); // bytes [4, 8) and [6, 10)
      }
      assertApart(first, shifted);
    }
  }

  @Test
  void arraysAreComparedByTheirBytes() {
    double[] array = new double[8];
    assertApart(DoubleTensor.slice(array, 0, 4), DoubleTensor.slice(array, 4, 4));
    assertShared(DoubleTensor.slice(array, 0, 4), DoubleTensor.slice(array, 3, 4));
    assertThat(DoubleTensor.slice(array, 3, 4).spans())
        .containsExactly(new Tensor.Span(array, 24, 56));
  }

  /** By reflection: the tests are compiled for an older release. */
  @Test
  void memoryOfAConfinedArenaBelongsToOneThread() throws ReflectiveOperationException {
    Thread other = new Thread(() -> {});
    assertThat(FloatTensor.zeros(3).isAccessibleBy(other)).isTrue();
    assertThat(FloatTensor.wrap(floats(ByteBuffer.allocateDirect(8))).isAccessibleBy(other))
        .isTrue();
    if (!JDK_TELLS) {
      return;
    }
    Class<?> arenas = Class.forName("java.lang.foreign.Arena");
    Class<?> segments = Class.forName("java.lang.foreign.MemorySegment");
    for (String kind : List.of("ofConfined", "ofShared")) {
      Object arena = arenas.getMethod(kind).invoke(null);
      Object segment = arenas.getMethod("allocate", long.class, long.class).invoke(arena, 16L, 4L);
      ByteBuffer bytes = (ByteBuffer) segments.getMethod("asByteBuffer").invoke(segment);
      Tensor tensor = FloatTensor.wrap(floats(bytes));
      assertThat(tensor.isAccessibleBy(Thread.currentThread())).isTrue();
      assertThat(tensor.isAccessibleBy(other)).isEqualTo(kind.equals("ofShared"));
      assertShared(tensor, FloatTensor.wrap(floats(bytes)));
      arenas.getMethod("close").invoke(arena);
    }
  }
}
