// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.tensor.FloatTensor;

/** An interrupt breaks off neither reading nor writing, and is not swallowed. */
class InterruptedThreadTest {
  private static final Checkpoint LAST =
      Checkpoint.of(7, Map.of(), Map.of("w", FloatTensor.zeros(100_000)));

  @TempDir private Path folder;

  @AfterEach
  void clearFlag() {
    Thread.interrupted();
  }

  @Test
  void theFlagIsKept() throws IOException {
    Path file = folder.resolve("w.safetensors");
    Thread.currentThread().interrupt();
    LAST.write(file);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(Checkpoint.read(file)).isEqualTo(LAST);
    assertThat(Thread.interrupted()).isTrue();
    LAST.write(file);
    assertThat(Checkpoint.read(file)).isEqualTo(LAST);
    assertThat(Thread.interrupted()).as("flag that nobody set").isFalse();
  }

  @Test
  void theFlagIsKeptWhereNothingCanBeWrittenOrRead() {
    Thread.currentThread().interrupt();
    Path missing = folder.resolve("missing").resolve("w");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> LAST.write(missing))
        .withMessageContaining("NoSuchFileException");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(missing))
        .withMessageContaining("NoSuchFileException");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptBetweenTwoWritesChangesNothing() throws IOException {
    Path file = folder.resolve("w");
    AtomicFile.write(
        file,
        stream -> {
          stream.write(new byte[10]);
          Thread.currentThread().interrupt();
          stream.write(new byte[20]);
        });
    assertThat(Files.size(file)).isEqualTo(30);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theLastSaveAfterShutdownNowIsThere() throws Exception {
    Path file = folder.resolve("w.safetensors");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    CountDownLatch training = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Future<Boolean> run =
        pool.submit(
            () -> {
              try {
                training.countDown();
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LAST.write(file);
              }
              return Thread.currentThread().isInterrupted();
            });
    training.await();
    pool.shutdownNow();
    assertThat(run.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Checkpoint.read(file)).isEqualTo(LAST);
  }
}
