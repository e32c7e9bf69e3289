// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"sgd, 12", "adagrad, 8", "rmsprop, 10", "adam, 10", "adamw, 6"})
  void everyCasePassesInBothTypes(String file, int rows) {
    CommandRun run = CommandRun.ofFixture(file);

    assertThat(run.out()).contains(rows + " rows, " + rows + " pass, 0 fail");
    assertThat(run.out().lines().filter(line -> line.contains("float32"))).hasSize(rows / 2);
    assertThat(run.status()).isZero();
  }

  @Test
  void aFileOfInputsHasNoRows() {
    CommandRun run =
        CommandRun.of(
            Fixture.path("../golden-float/inputs"), Fixture.path("../golden-float/adamw"));

    assertThat(run.out()).contains("inputs.json").contains("9 rows, 9 pass, 0 fail");
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/cases/0/runs/0/expected/10, 0, 2e-12, 'step 11, element 0'",
    "/cases/4/runs/0/expected/39, 11, -2e-12, 'step 40, element 11'",
    "/cases/1/runs/0/final_state/exp_avg_sq, 3, 2e-12, 'exp_avg_sq, element 3'",
    "/cases/0/runs/0/final_state/exp_avg, 0, 2e-12, 'exp_avg, element 0'"
  })
  void aChangedNumberFailsItsCaseOnly(String list, int index, double change, String place)
      throws IOException {
    Path file =
        Fixture.of("adam")
            .number(list, index, number -> number * (1 + change))
            .write(folder.resolve("changed.json"));

    CommandRun run = CommandRun.of(file, Fixture.path("sgd"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains(place).contains("22 rows, 21 pass, 1 fail");
  }

  @Test
  void aToleranceThatTheSourceStatesIsUsedAndShown() throws IOException {
    Fixture changed =
        Fixture.of("adam").number("/cases/0/runs/0/expected/10", 0, x -> x * (1 + 1e-9));
    assertThat(CommandRun.ofFile(changed.write(folder.resolve("a.json"))).status()).isEqualTo(1);

    CommandRun run =
        CommandRun.ofFile(changed.set("", "tolerance", 2e-9).write(folder.resolve("b.json")));

    assertThat(run.out()).contains("(tolerance 2.0E-9 by its source)");
    assertThat(run.status()).isZero();
  }

  @Test
  void anUnknownOptimizerIsNamedAndFails() throws IOException {
    Path file =
        Fixture.of("sgd").set("", "optimizer", "SparseAdam").write(folder.resolve("x.json"));

    CommandRun run = CommandRun.of("--allow-unsupported", file);

    assertThat(run.out()).contains("unknown optimizer SparseAdam").contains("1 unknown optimizer");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void anUnknownOptionIsNamedAndFails() throws IOException {
    Path file =
        Fixture.of("adam").set("/cases/0/options", "epz", 1).write(folder.resolve("x.json"));

    CommandRun run = CommandRun.ofFile(file);

    assertThat(run.out()).contains("fail: unknown option epz").contains("8 pass, 1 fail");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void stateThatTheLibraryHasNoSlotForFails() throws IOException {
    Path file =
        Fixture.of("adam")
            .set("/cases/0/runs/0/final_state", "exp_inf", new double[12])
            .write(folder.resolve("x.json"));

    CommandRun run = CommandRun.ofFile(file);

    assertThat(run.out()).contains("no slot for state exp_inf");
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"schedules, 14, 0", "clipping, 15, 0", "initializers, 75, 0", "mnist-training, 0, 5"})
  void whatTheLibraryLacksIsCountedAndFailsUnlessAllowed(String file, int passed, int lacking) {
    CommandRun run = CommandRun.ofFixture(file);

    assertThat(run.rows("pass")).isEqualTo(passed);
    assertThat(run.rows("unsupported")).isEqualTo(lacking);
    assertThat(run.out()).contains(passed + " pass, 0 fail, " + lacking + " unsupported");
    assertThat(run.status()).isEqualTo(lacking == 0 ? 0 : 1);
    assertThat(CommandRun.of("--allow-unsupported", Fixture.path(file)).status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "schedules, /cases/1/rates, 45, step 45",
    "clipping, /cases/5/clipped/1, 2, 'tensor 1, element 2'"
  })
  void aChangedNumberFailsInTheOtherKindsToo(String name, String list, int index, String place)
      throws IOException {
    Path file =
        Fixture.of(name)
            .number(list, index, number -> number * (1 + 2e-12))
            .write(folder.resolve("x.json"));

    CommandRun run = CommandRun.of("--allow-unsupported", file);

    assertThat(run.out()).contains("fail: " + place).contains("1 fail");
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"total_norm", "bound", "gain", "fan_out"})
  void aChangedFigureFails(String figure) throws IOException {
    Fixture fixture =
        switch (figure) {
          case "total_norm" -> Fixture.of("clipping").set("/cases/0", "total_norm", 0.3942273952);
          case "bound" -> Fixture.of("initializers").set("/cases/0", "bound", 0.1224744871);
          case "gain" -> Fixture.of("initializers").set("/gains", "tanh", 1.6666666667);
          default -> Fixture.of("initializers").set("/fans/2", "fan_out", 81);
        };

    CommandRun run =
        CommandRun.of("--allow-unsupported", fixture.write(folder.resolve("changed.json")));

    assertThat(run.out()).contains("1 fail");
    assertThat(run.status()).isEqualTo(1);
  }
}
