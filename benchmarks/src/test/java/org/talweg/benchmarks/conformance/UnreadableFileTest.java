// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be read is a row with its name and the reason, and exit status 2. */
class UnreadableFileTest {
  @TempDir Path folder;

  @Test
  void aTruncatedFileIsARowAndTheOthersAreReplayed() throws IOException {
    String text = Files.readString(Fixture.path("adam"));
    Path file = Files.writeString(folder.resolve("half.json"), text.substring(0, 60_000));

    CommandRun run = CommandRun.of(file, Fixture.path("sgd"));

    assertRefused(run, file, "not JSON at line 1, column 6000");
    assertThat(run.out())
        .contains("13 rows, 12 pass, 0 fail, 0 unsupported")
        .contains("1 unreadable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "3", "{\"framework\": \"pytorch\"}", "{\"a\":1,\"a\":1}"})
  void aFileThatIsNotOfTheSchemaIsRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), text);

    assertRefused(CommandRun.ofFile(file), file, "");
  }

  @Test
  void aFileThatDoesNotExistIsRefused() {
    Path file = folder.resolve("none.json");

    assertRefused(CommandRun.ofFile(file), file, "no such file");
  }

  @Test
  void aFolderIsRefused() {
    assertRefused(CommandRun.ofFile(folder), folder, "no such file");
  }

  @Test
  void aFrameworkThatIsNotKnownIsRefused() throws IOException {
    Path file = Fixture.of("sgd").set("", "framework", "caffe").write(folder.resolve("k.json"));

    assertRefused(CommandRun.ofFile(file), file, "schedulefree], but found caffe");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/cases/1/runs/0 | expected    | cases[1], runs[0], expected: expected a value",
        "/cases/0/runs/1 | dtype       | cases[0], runs[1], dtype: expected a value",
        "''              | gradients   | gradients: expected a value",
        "''              | steps       | steps: expected a value",
        "/cases/2        | options     | cases[2], options: expected a value"
      })
  void aFieldThatIsMissingIsNamed(String object, String field, String reason) throws IOException {
    Path file = Fixture.of("adam").remove(object, field).write(folder.resolve("less.json"));

    assertRefused(CommandRun.ofFile(file), file, reason);
  }

  @Test
  void rowsThatAreMissingAreCounted() throws IOException {
    Path file = Fixture.of("adam").set("", "steps", 41).write(folder.resolve("x.json"));

    assertRefused(CommandRun.ofFile(file), file, "expected 41 rows, but found 40");
  }

  @Test
  void aWrongTypeOfNumbersIsNamed() throws IOException {
    Path file =
        Fixture.of("adam")
            .set("/cases/0/runs/1", "dtype", "float16")
            .write(folder.resolve("x.json"));

    assertRefused(CommandRun.ofFile(file), file, "expected float64 or float32, but found");
  }

  @Test
  void aNumberThatIsATextIsRefused() throws IOException {
    Path file =
        Fixture.of("schedules")
            .set("", "base_learning_rate", "0.1")
            .write(folder.resolve("x.json"));

    assertRefused(CommandRun.ofFile(file), file, "base_learning_rate: expected a finite number");
  }

  @Test
  void aFolderWithoutTheImagesIsRefused() {
    CommandRun run = CommandRun.of("--mnist", folder, Fixture.path("mnist-training"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: " + folder);
  }

  private static void assertRefused(CommandRun run, Path file, String reason) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .filteredOn(line -> line.contains("unreadable: " + file))
        .singleElement()
        .asString()
        .contains(reason);
  }
}
