// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.benchmarks.Main;
import picocli.CommandLine;

class RaceCommandTest {
  @TempDir Path folder;

  private final StringWriter errors = new StringWriter();

  @Test
  void unknownOptimizersAreAnErrorThatNamesThoseThatExist() {
    fails(
        "error: unknown optimizer \"none\", expected all or some of sgd, momentum, adagrad,",
        "--optimizers",
        "adam,none");
    fails("error: unknown optimizer \"none\", expected all or some of", "--find-rate", "none");
  }

  @Test
  void unknownInitializersAreAnErrorThatNamesThoseThatExist() {
    fails(
        "error: unknown initializer \"zero\", expected one of lecun, xavier, he, lecun-normal,"
            + " lecun-uniform, lecun-fan-in-uniform, xavier-normal, xavier-uniform, he-normal,"
            + " he-uniform",
        "--initializers",
        "zero");
  }

  @Test
  void numbersOutOfRangeAreErrors() {
    fails("error: --epochs is 0, expected at least 1", "--epochs", "0");
    fails("error: --batch is -1, expected at least 1", "--batch", "-1");
    fails(
        "error: --batch is 6001, expected 1 to 6000, the number of images to train with",
        "--batch",
        "6001");
    fails("error: --tune is 0, expected at least 1", "--tune", "0");
    fails("error: --target is 1.5, expected above 0 and at most 1", "--target", "1.5");
    fails("error: --target is NaN, expected above 0 and at most 1", "--target", "NaN");
    fails("error: Invalid value for option '--seed': 'x' is not a long", "--seed", "x");
  }

  @Test
  void aFolderThatCannotBeWrittenToIsAnError() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    fails("error: " + file + ": not a folder", "--out", file.toString());
    fails("error: " + file.resolve("in") + ": can't be", "--out", file.resolve("in").toString());
  }

  @Test
  void aMissingImageFolderIsAnError() {
    Path missing = folder.resolve("missing");
    fails("error: " + missing + ": no such folder", "--mnist", missing.toString());
  }

  @Test
  void optionsThatDoNotGoTogetherAreErrors() {
    String save = folder.resolve("save").toString();
    String apart = "error: --save and --resume are for a race without --tune and --find-rate";
    fails(apart, "--save", save, "--tune", "2");
    fails(apart, "--resume", save, "--find-rate", "adam");
    fails("error: --find-rate is without --tune and --target", "--find-rate=adam", "--tune=2");
    fails("error: --figure draws a line for each of at most 8", "--figure=x.svg", "--tune=2");
    fails("error: --text and --mnist are two tasks", "--text", "--mnist=x");
  }

  @Test
  void aMissingFolderOfCheckpointsIsAnError() {
    Path missing = folder.resolve("missing");
    fails("error: " + missing + ": no such folder", "--resume", missing.toString());
  }

  @Test
  void aCheckpointOfOtherSettingsIsAnError() throws IOException {
    String saved = folder.resolve("saved").toString();
    String[] race = {"--epochs=1", "--batch=3000", "--optimizers=adam", "--initializers=he"};
    CommandLine commandLine = Main.commandLine();
    StringWriter output = new StringWriter();
    commandLine.setOut(new PrintWriter(output));
    assertThat(commandLine.execute(arguments(race, "--save", saved))).isZero();
    assertThat(output.toString()).contains("adam       he ");
    assertThat(Path.of(saved, "adam-he.safetensors")).exists();
    fails(
        "error: " + Path.of(saved, "adam-he.safetensors") + ": saved with batch 3000, but",
        "--resume=" + saved,
        "--optimizers=adam",
        "--initializers=he",
        "--batch=2000");
  }

  private String[] arguments(String[] options, String... more) {
    Stream<String> out = Stream.of("race", "--out", folder.resolve("out").toString());
    return Stream.of(out, Stream.of(options), Stream.of(more))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  private void fails(String message, String... options) {
    errors.getBuffer().setLength(0);
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(errors));
    commandLine.setOut(new PrintWriter(new StringWriter()));
    String[] arguments = new String[options.length + 3];
    arguments[0] = "race";
    arguments[1] = "--out";
    arguments[2] = folder.resolve("out").toString();
    if (options[0].equals("--out")) {
      arguments = new String[] {"race", options[0], options[1]};
    } else {
      System.arraycopy(options, 0, arguments, 3, options.length);
    }
    assertThat(commandLine.execute(arguments)).isEqualTo(2);
    assertThat(errors.toString().lines().toList()).hasSize(1);
    assertThat(errors.toString()).startsWith(message);
  }
}
