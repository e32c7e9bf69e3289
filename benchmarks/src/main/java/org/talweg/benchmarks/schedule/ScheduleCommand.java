package org.talweg.benchmarks.schedule;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    description = "Shows a schedule, such as 'cosine(0.1, 1000).warmUp(50)', as a chart.",
    mixinStandardHelpOptions = true)
public final class ScheduleCommand implements Callable<Integer> {
  private static final long STEPS = 100;

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

  @Option(names = "--table", description = "Print values in place of a chart.")
  private boolean table;

  @Option(names = "--svg", paramLabel = "FILE", description = "Write the chart to a file.")
  private Path svg;

  @Option(
      names = "--document",
      paramLabel = "FILE",
      description = "Draw every figure of a Markdown page again: ![...](file.svg \"SCHEDULE\").")
  private Path document;

  @Option(names = "--list", description = "Print every call that a schedule can be made of.")
  private boolean list;

  @Override
  public Integer call() {
    try {
      if (list) {
        list();
      } else if (document != null) {
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

  private void list() {
    Stream.of(Call.FIRST, Call.FOLLOWING)
        .flatMap(List::stream)
        .map(call -> (call.follows() ? "." : "") + call.signature())
        .forEach(spec.commandLine().getOut()::println);
  }

  private void show() throws IOException {
    if (text == null) {
      throw new IllegalArgumentException(
          "no schedule, expected one such as 'cosine(0.1, 1000).warmUp(50)'; --list shows all");
    }
    if (steps != null && steps < 1) {
      throw new IllegalArgumentException("--steps is " + steps + ", expected at least 1");
    }
    Curve curve = curve(text);
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.println(curve.schedule());
    terminal.print(
        table ? ValueTable.text(curve) : TerminalChart.text(curve, Charset.defaultCharset()));
    if (svg != null) {
      write(svg, text, curve);
    }
  }

  private void drawDocument() throws IOException {
    for (Document.Figure figure : Document.read(document).figures()) {
      write(figure.file(), figure.call(), curve(figure.call()));
    }
  }

  private void write(Path file, String label, Curve curve) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, ScheduleFigure.svg(label, curve), StandardCharsets.UTF_8);
    spec.commandLine().getOut().println("figure: " + file);
  }

  /** A tenth more than the schedule takes shows how it goes on. */
  private Curve curve(String text) {
    Part part = ScheduleText.read(text);
    long taken = part.steps() == Part.NONE ? STEPS : part.steps() + part.steps() / 10;
    return Curve.of(part.schedule(), steps == null ? taken : steps);
  }
}
