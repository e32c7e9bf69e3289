// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;

/** A damaged file is refused or read, but does nothing else. */
class DamagedFileTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;
  private Path file;
  private byte[] sound;

  @BeforeEach
  void writeFile() throws IOException {
    file = folder.resolve("w.safetensors");
    Checkpoint.of(
            12,
            Map.of("rule", "Sgd \"ä\""),
            Map.of(
                "w", FloatTensor.wrap(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
                "w/velocity", DoubleTensor.wrap(new double[] {1, 2}, 2),
                "empty", DoubleTensor.zeros(0)))
        .write(file);
    sound = Files.readAllBytes(file);
  }

  @Test
  void aFileThatEndsTooEarlyIsRefused() throws IOException {
    for (int length = 0; length < sound.length; length++) {
      Files.write(file, Arrays.copyOf(sound, length));
      assertThatExceptionOfType(CheckpointException.class)
          .as("the first %d bytes", length)
          .isThrownBy(() -> Checkpoint.read(file))
          .withMessageStartingWith(file + ": the ");
    }
  }

  @Test
  void changedBytesGiveAnErrorOrACheckpointAndTakeNoMemory() throws IOException {
    long seed = 20240717;
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    int runs = 4_000;
    for (int run = 0; run < runs; run++) {
      byte[] bytes = sound.clone();
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean()
                ? (byte) (bytes[at] ^ 1 << random.nextInt(8))
                : sound[random.nextInt(sound.length)];
      }
      Files.delete(file); // some file systems force what overwrites a file, and that is slow
      Files.write(file, bytes);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        Checkpoint.read(file);
      } catch (CheckpointException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", run " + run, e);
      }
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated, seed %d, run %d", seed, run)
          .isLessThan(1 << 20);
    }
    assertThat(refused).as("seed %d", seed).isBetween(runs / 2, runs - 1);
  }
}
