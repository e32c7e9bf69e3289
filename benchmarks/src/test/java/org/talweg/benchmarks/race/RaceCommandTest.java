package org.talweg.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
        "error: unknown optimizer \"lion\", expected one of"
            + " sgd, momentum, adagrad, rmsprop, adam, adamw",
        "--optimizers",
        "adam,lion");
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
        "error: --batch is 6001, expected 1 to 6000, the number of training images",
        "--batch",
        "6001");
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
