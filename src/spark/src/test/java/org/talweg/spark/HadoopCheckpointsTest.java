package org.talweg.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.DoubleTensor;

class HadoopCheckpointsTest {
  @TempDir private Path folder;

  private HadoopCheckpoints checkpoints() {
    return HadoopCheckpoints.in(folder.resolve("run").toUri().toString(), new Configuration());
  }

  private static Checkpoint checkpoint(long step, double value) {
    return Checkpoint.of(step, Map.of(), Map.of("w", DoubleTensor.wrap(new double[] {value}, 1)));
  }

  @Test
  void theNewestCompleteOneIsFound() throws IOException {
    assertThat(checkpoints().newest()).isEmpty();
    checkpoints().write(checkpoint(9, 1));
    checkpoints().write(checkpoint(100, 2));
    checkpoints().write(checkpoint(100, 3));
    checkpoints().write(checkpoint(20, 4));
    assertThat(checkpoints().newest()).contains(checkpoint(100, 3));
    Files.write(folder.resolve("run/step-0000000000000000101.safetensors"), new byte[] {1, 2});
    Files.write(folder.resolve("run/.step-0000000000000000102.safetensors.tmp"), new byte[9]);
    Files.write(folder.resolve("run/notes.txt"), new byte[9]);
    assertThat(checkpoints().newest()).contains(checkpoint(100, 3));
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).hasSize(1); // its own
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws IOException {
    Files.write(folder.resolve("run"), new byte[1]);
    assertThatThrownBy(() -> checkpoints().write(checkpoint(1, 1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the checkpoint was not written to");
  }
}
