package org.talweg.benchmarks.speed.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.talweg.tensor.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes tables and a plot from the JSON files of a run. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes performance-tables.md and performance-adam.svg from the results of \"jmh … -rf json\",",
      "and of the bounds command and the script for PyTorch if they are given."
    })
public final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON files that JMH wrote.")
  private List<Path> jmhFiles;

  @Option(
      names = "--pytorch",
      paramLabel = "FILE",
      description = "The file of \"pytorch.py --json\".")
  private Path pytorchFile;

  @Option(names = "--bounds", paramLabel = "FILE", description = "The file of \"bounds --json\".")
  private Path boundsFile;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "docs",
      description = "Where to write (${DEFAULT-VALUE}).")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Results results = new Results();
    StringBuilder text = new StringBuilder();
    for (Path file : jmhFiles) {
      reading(file, () -> results.addJmh(file));
    }
    if (pytorchFile != null) {
      reading(pytorchFile, () -> results.addPyTorch(pytorchFile));
    }
    text.append("# Performance: tables\n\nWritten by the `report` command; see performance.md. ")
        .append(results.platform())
        .append("\n");
    if (boundsFile != null) {
      reading(boundsFile, () -> section(text, "Bounds", BoundsTable.of(boundsFile)));
    }
    RuleTables rules = new RuleTables(results);
    for (DataType type : DataType.values()) {
      section(
          text,
          "Nanoseconds per element of one tensor, " + type + ", 1 thread",
          rules.of(type),
          "\nLast, the largest size on two threads. Figures of different rows are minutes apart:"
              + " ratios that can be relied on are those of the bounds.\n");
    }
    ModelTables models = new ModelTables(results);
    section(text, "Adam, FLOAT32", models.adam());
    section(text, "Whole pipeline, FLOAT32", models.pipeline());
    section(text, "Filling 1,024 by 1,024 weights", initializers(results));
    write("performance-tables.md", text.toString());
    write("performance-adam.svg", svg(results));
    return 0;
  }

  private static void section(
      StringBuilder text, String title, MarkdownTable table, String... notes) {
    if (!table.isEmpty()) {
      text.append("\n## ").append(title).append("\n\n").append(table);
      text.append(String.join("", notes));
    }
  }

  private static MarkdownTable initializers(Results results) {
    MarkdownTable table = new MarkdownTable("distribution", "ms");
    for (String method : List.of("heNormal", "heUniform", "javaUtilRandomNormal")) {
      double time = results.nanoseconds(method);
      table.row(method, MarkdownTable.number(time / 1e6));
    }
    return table;
  }

  private String svg(Results results) {
    try {
      return new SizePlot(results).svg();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Something that reads a file. */
  private interface Reading {
    void run() throws IOException;
  }

  private void reading(Path file, Reading reading) {
    try {
      reading.run();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void write(String name, String text) {
    PrintWriter out = spec.commandLine().getOut();
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot write " + file + ": " + e.getMessage(), e);
    }
    out.println("written: " + file);
    out.flush();
  }
}
