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
import picocli.CommandLine;

class ScheduleCommandTest {
  private static final Path PAGE = Path.of("..", "docs", "schedules.md");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void aTableHasTheValuesOfTheSchedule() {
    assertThat(run("linear(0, 1, 4)", "--table", "--steps", "6")).isZero();
    assertThat(out.toString().lines().map(String::strip))
        .containsExactly(
            "linear(0.0, 1.0, 4)",
            "step  value",
            "1  0",
            "2  0.25",
            "3  0.5",
            "4  0.75",
            "5  1",
            "6  1");
  }

  @Test
  void aChartRisesWhereTheScheduleDoes() {
    Curve curve = Curve.of(Schedule.linear(0, 1, 63), 64);
    List<String> rows = TerminalChart.text(curve, StandardCharsets.US_ASCII).lines().toList();
    assertThat(rows).hasSize(13);
    assertThat(rows.get(0)).startsWith("1 |   ").endsWith("***");
    assertThat(rows.get(11)).startsWith("0 |***").endsWith("   ");
    assertThat(rows.get(12)).contains("1 ").endsWith("step 64");
    List<String> dots = TerminalChart.text(curve, StandardCharsets.UTF_8).lines().toList();
    assertThat(dots.get(11)).startsWith("0 │⣀⠤⠤⠒⠉");
  }

  @Test
  void everyCallIsListed() {
    assertThat(run("--list")).isZero();
    assertThat(out.toString().lines())
        .contains(
            "cosine(from, steps)", ".then(after, next)", "multiStep(value, factor, milestones…)");
  }

  @Test
  void whatIsWrongIsOneLineAndStatusTwo() {
    fails(
        "error: no schedule, expected one such as 'cosine(0.1, 1000).warmUp(50)'; --list shows all");
    fails("error: unknown \"cosin\" for a schedule, expected one of constant, ", "cosin(0.1)");
    fails("error: --steps is 0, expected at least 1", "0.1", "--steps", "0");
    fails("error: exponential(1.0, 2.0) is Infinity", "exponential(1, 2)", "--steps", "9000");
    Path missing = folder.resolve("missing.md");
    fails("error: " + missing + ": ", "--document", missing.toString());
    fails("error: " + folder + ": ", "0.1", "--svg", folder.toString());
  }

  @Test
  void theFiguresOfThePageAreThoseThatTheCommandDraws() throws IOException {
    Path page = Files.copy(PAGE, folder.resolve("schedules.md"));
    assertThat(run("--document", page.toString())).isZero();
    var figures = Document.read(page).figures();
    assertThat(figures).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    for (Document.Figure figure : figures) {
      Path kept = PAGE.resolveSibling("schedules").resolve(figure.file().getFileName());
      assertThat(figure.file()).hasSameTextualContentAs(kept);
      assertThat(figure.file().toFile().length()).as("bytes of %s", kept).isBetween(500L, 5000L);
    }
    try (var kept = Files.list(PAGE.resolveSibling("schedules"))) {
      assertThat(kept).hasSameSizeAs(figures);
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
