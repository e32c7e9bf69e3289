// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.schedule;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.schedule.Schedule;
import org.talweg.text.TextForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a schedule in the terminal or as a figure. */
@Command(
    name = "schedule",
    description = "Prints a schedule's values, such as those of 'cosine(0.1, 1000).warmUp(50)'.",
    mixinStandardHelpOptions = true)
public final class ScheduleCommand implements Callable<Integer> {
  /** A figure of a page: {@code ![…](file.svg "call")}. */
  private static final Pattern FIGURE =
      Pattern.compile("!\\[[^\\]]*]\\(([^\\s)]+\\.svg) \"([^\"]+)\"\\)");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SCHEDULE",
      arity = "0..1",
      description = "The call that makes it in Java, without its class.")
  private String text;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "How many steps to show (default: what the schedule takes).")
  private Long steps;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw it into FILE.")
  private Path svg;

  @Option(
      names = "--document",
      paramLabel = "FILE",
      description = "Draw every figure of a Markdown page again: ![...](file.svg \"SCHEDULE\").")
  private Path document;

  @Override
  public Integer call() {
    try {
      if (document != null) {
        drawDocument();
      } else {
        show();
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), e.getMessage() + ": " + e.getClass().getSimpleName(), e);
    }
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private void show() throws IOException {
    if (text == null) {
      throw new IllegalArgumentException(
          "no schedule, expected one such as 'cosine(0.1, 1000).warmUp(50)'");
    }
    if (steps != null && steps < 1) {
      throw new IllegalArgumentException("--steps is " + steps + ", expected at least 1");
    }
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.println(TextForm.standard().read(Schedule.class, text));
    terminal.print(chart(text).text(Charset.defaultCharset()));
    if (svg != null) {
      draw(svg, text);
    }
  }

  private void drawDocument() throws IOException {
    Matcher figure = FIGURE.matcher(Files.readString(document));
    while (figure.find()) {
      draw(document.resolveSibling(figure.group(1)), figure.group(2));
    }
  }

  private void draw(Path file, String call) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, chart(call).svg(call));
    spec.commandLine().getOut().println("figure: " + file);
  }

  /** A tenth more than the schedule takes shows how it goes on. */
  private Chart chart(String call) {
    Schedule schedule = TextForm.standard().read(Schedule.class, call);
    long taken = Duration.of(schedule, call);
    return new Chart(schedule, steps == null ? taken + taken / 10 : steps);
  }
}
