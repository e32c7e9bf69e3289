package org.talweg.benchmarks.speed.bounds;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.talweg.benchmarks.speed.probe.Room.Python;
import org.talweg.benchmarks.speed.probe.Windows.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the table of bounds. */
@Command(
    name = "bounds",
    mixinStandardHelpOptions = true,
    description = {
      "Measures with patience what the guard measures quickly, against the bounds that the library",
      "means to keep, and more: two threads and, with a Python that has PyTorch, PyTorch. The two",
      "sides of a ratio run in alternating windows; ratios are of medians, over several processes."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all bounds are kept", "1:a bound is missed", "2:an argument is wrong"})
public final class BoundsCommand implements Callable<Integer> {
  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description = "A Python that has PyTorch. Without it, rows about PyTorch are left out.")
  private String python;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      defaultValue = "benchmarks/scripts/pytorch.py",
      description = "The script that times PyTorch (${DEFAULT-VALUE}).")
  private Path script;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Only rows whose name holds TEXT, as in \"PyTorch\" or \"roof: step/adam/\"; given more"
              + " than once, those that hold one of them.")
  private List<String> only;

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "3",
      description = "Processes for each row (${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--windows",
      paramLabel = "N",
      defaultValue = "15",
      description = "Windows of each side in each process (${DEFAULT-VALUE}).")
  private int windows;

  @Option(
      names = "--milliseconds",
      paramLabel = "N",
      defaultValue = "40",
      description = "Length of a window (${DEFAULT-VALUE}).")
  private int milliseconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the results to FILE.")
  private Path json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (processes < 1 || windows < 1 || milliseconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--processes, --windows and --milliseconds must be at least 1");
    }
    if (python != null && !Files.isReadable(script)) {
      throw new ParameterException(spec.commandLine(), "cannot read the script " + script);
    }
    PrintWriter out = spec.commandLine().getOut();
    Survey survey =
        new Survey(
            processes,
            new Plan(800, windows, milliseconds),
            python == null ? null : new Python(python, script));
    List<Finding> findings = new ArrayList<>();
    int leftOut = 0;
    out.println(Finding.HEADING);
    for (Check check : Checks.all()) {
      if (only.stream().noneMatch(check.name()::contains)) {
        continue;
      }
      if (check.against().kind().needsPython() && python == null) {
        leftOut++;
        continue;
      }
      findings.add(survey.measure(check));
      out.println(findings.get(findings.size() - 1));
      out.flush();
    }
    if (leftOut > 0) {
      out.println("left out, for they need --python: " + leftOut + " rows about PyTorch");
    }
    long missed = findings.stream().filter(finding -> !finding.holds()).count();
    long bounded = findings.stream().filter(Finding::isBounded).count();
    out.println(bounded + " bounds, " + missed + " missed");
    out.flush();
    write(findings);
    return missed == 0 ? 0 : 1;
  }

  private void write(List<Finding> findings) {
    if (json == null) {
      return;
    }
    try {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), findings);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot write " + json + ": " + e.getMessage(), e);
    }
  }
}
