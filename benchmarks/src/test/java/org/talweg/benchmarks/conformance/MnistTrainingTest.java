// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Trains a small network on MNIST with the library and matches PyTorch's loss at each of 200 steps,
 * by its rules alone and by whole recipes.
 *
 * <p>It needs the 10,000 test images. Their folder is named by the system property {@code
 * talweg.mnist} or the environment variable {@code TALWEG_MNIST}, or lies beside the repository in
 * {@code shared/data/mnist10k}; where it is not, the test says so and has nothing to hold.
 */
class MnistTrainingTest {
  @Test
  void everyLossAndTheAccuracyAreTheReferences() {
    Optional<Path> folder = folder();
    if (folder.isEmpty()) {
      System.out.println(
          "MnistTrainingTest: not run, no MNIST images: name their folder by -Dtalweg.mnist=DIR");
      return;
    }

    CommandRun run =
        CommandRun.of(
            "--mnist", folder.get(), Fixture.path("mnist-training"), Fixture.path("mnist-recipes"));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("8 rows, 8 pass, 0 fail, 0 unsupported, 0 unknown optimizer");
    assertThat(run.status()).isZero();
  }

  static Optional<Path> folder() {
    String named = System.getProperty("talweg.mnist", System.getenv("TALWEG_MNIST"));
    if (named != null) {
      // A folder that was asked for must be there: the command says what is wrong with it.
      return Optional.of(Path.of(named));
    }
    return Stream.of(Path.of("..", "..", "shared", "data", "mnist10k"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
