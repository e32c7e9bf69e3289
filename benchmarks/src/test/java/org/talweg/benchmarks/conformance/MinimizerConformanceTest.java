// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Minimizers find the references' minima. */
class MinimizerConformanceTest {
  @TempDir Path folder;

  private static Path fixture(String name) {
    return Fixture.path("../minimize/" + name);
  }

  @ParameterizedTest
  @CsvSource({"functions, 68", "bounded, 30", "nist, 36", "l1, 20"})
  void everyProblemThatAllReferencesSolveIsSolved(String file, int rows) {
    CommandRun run = CommandRun.of(fixture(file));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(rows + " rows, " + rows + " pass, 0 fail");
    assertThat(run.status()).isZero();
  }

  @Test
  void aWrongValueIsACodingThatFails() throws IOException {
    Path file =
        Fixture.of("../minimize/functions")
            .set("/problems/0/checks/1", "f", 46.2082398428581)
            .write(folder.resolve("changed.json"));

    CommandRun run = CommandRun.of(file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("fail: rosenbrock-2 at x0 + s c_1: value: expected 46.208");
  }

  @Test
  void aMinimumThatIsNotThereIsAProblemThatFails() throws IOException {
    Path file =
        Fixture.of("../minimize/bounded")
            .set("/problems/7", "minimum", -1)
            .write(folder.resolve("changed.json"));

    CommandRun run = CommandRun.of(file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("fail: not solved, 0 evaluations outside").contains("29 pass");
  }

  @Test
  void whatNeedsImagesSaysSo() {
    CommandRun run = CommandRun.of(fixture("mnist"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("2 rows, 0 pass, 0 fail, 2 unsupported");
  }

  /** Where MNIST is not, the test says so and has nothing to hold. */
  @Test
  void regressionsOnMnistReachTheMinimumInAsManyEvaluationsAsTheReferences() {
    Optional<Path> images = MnistTrainingTest.folder();
    if (images.isEmpty()) {
      System.out.println("MinimizerConformanceTest: not run on MNIST, no images");
      return;
    }

    CommandRun run = CommandRun.of("--mnist", images.get(), fixture("mnist"));

    assertThat(run.out()).contains("4 rows, 4 pass, 0 fail");
  }
}
