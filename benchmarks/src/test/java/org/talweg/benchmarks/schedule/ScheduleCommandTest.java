// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.benchmarks.Main;
import org.talweg.schedule.Schedule;
import org.talweg.text.TextForm;
import picocli.CommandLine;

class ScheduleCommandTest {
  private static final Path PAGE = Path.of("..", "docs", "schedules.md");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void everyStepHasItsValueAndABarAsLongAsTheValue() {
    String text = new Chart(Schedule.linear(0, 1, 4), 6).text(StandardCharsets.US_ASCII);
    assertThat(text.lines().map(String::strip))
        .containsExactly(
            "step         value",
            "1             0",
            "2          0.25  " + "#".repeat(12),
            "3           0.5  " + "#".repeat(24),
            "4          0.75  " + "#".repeat(36),
            "5             1  " + "#".repeat(48),
            "6             1  " + "#".repeat(48));
    assertThat(new Chart(Schedule.constant(3), 1).text(StandardCharsets.UTF_8)).contains("3  █");
  }

  @Test
  void aLongScheduleIsShownAtTwentyOneSteps() {
    assertThat(run("linear(0, 1, 1000)", "--steps", "2001")).isZero();
    assertThat(out.toString().lines().toList())
        .hasSize(2 + 21)
        .startsWith("Schedule.linear(0, 1, 1000)")
        .anySatisfy(line -> assertThat(line.strip()).startsWith("501           0.5"));
  }

  @Test
  void aScheduleIsShownForAsLongAsItTakes() {
    assertThat(duration("0.1")).isEqualTo(90);
    assertThat(duration("cosine(0.1, 1000).warmUp(50)")).isEqualTo(1050);
    assertThat(duration("linear(0, 1, 20).then(20, cosine(1, 30))")).isEqualTo(70);
    assertThat(duration("linear(0, 1, 20).perEpoch(7)")).isEqualTo(140);
    assertThat(duration("step(0.1, 30, 0.5)")).isEqualTo(120);
    assertThat(duration("noam(1, 4000000000000000).perEpoch(4000000000000000)"))
        .isEqualTo(1L << 52);
  }

  private static long duration(String text) {
    return Duration.of(TextForm.standard().read(Schedule.class, text), text);
  }

  @Test
  void whatIsWrongIsOneLineAndStatusTwo() {
    fails("error: no schedule, expected one such as 'cosine(0.1, 1000).warmUp(50)'");
    fails("error: character 1: unknown \"cosin\", expected one of constant, ", "cosin(0.1)");
    fails("error: --steps is 0, expected at least 1", "0.1", "--steps", "0");
    fails("error: Schedule.exponential(1, 2) is Infinity", "exponential(1, 2)", "--steps", "9000");
    Path missing = folder.resolve("missing.md");
    fails("error: " + missing + ": ", "--document", missing.toString());
    fails("error: " + folder + ": ", "0.1", "--svg", folder.toString());
  }

  @Test
  void theFiguresOfThePageAreThoseThatTheCommandDraws() throws IOException {
    Path page = Files.copy(PAGE, folder.resolve("schedules.md"));
    assertThat(run("--document", page.toString())).isZero();
    try (var kept = Files.list(PAGE.resolveSibling("schedules"));
        var drawn = Files.list(folder.resolve("schedules"))) {
      List<Path> figures = kept.toList();
      assertThat(figures).hasSizeGreaterThan(20);
      assertThat(drawn).hasSameSizeAs(figures);
      for (Path figure : figures) {
        assertThat(folder.resolve("schedules").resolve(figure.getFileName()))
            .hasSameTextualContentAs(figure);
        assertThat(figure.toFile().length()).as("bytes of %s", figure).isBetween(500L, 6000L);
      }
    }
  }

  private int run(String... options) {
    out.getBuffer().setLength(0);
    errors.getBuffer().setLength(0);
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(errors));
    String[] arguments = new String[options.length + 1];
    arguments[0] = "schedule";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return commandLine.execute(arguments);
  }

  private void fails(String message, String... options) {
    assertThat(run(options)).isEqualTo(2);
    assertThat(errors.toString().lines().toList()).hasSize(1);
    assertThat(errors.toString()).startsWith(message);
  }
}
