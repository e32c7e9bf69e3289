// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.bounds;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.talweg.benchmarks.speed.digest.Digests;
import org.talweg.benchmarks.speed.probe.Room.Python;
import org.talweg.tensor.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the table of bounds, and fails when a hot loop of the library has regressed. */
@Command(
    name = "guard",
    mixinStandardHelpOptions = true,
    description = {
      "Measures every rule in float and double, and every way to hand over parameters, against its",
      "bounds: bytes allocated, time against a plain loop over the same memory, gain by",
      "vectorization, time on dead gradients, time after a history of short models; and against",
      "PyTorch, with a Python that has it. Windows of milliseconds alternate between the two sides",
      "of each ratio, and what fails is tried again with longer ones in new processes, so that a",
      "busy machine does not decide the verdict."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all bounds hold", "1:a bound is broken", "2:an argument is wrong"})
public final class GuardCommand implements Callable<Integer> {
  @Option(names = "--list", description = "Print the checks and their bounds, and end.")
  private boolean list;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Only checks whose name in --list holds TEXT, as in \"adam/float32\"; given more than"
              + " once, those that hold one of them.")
  private List<String> only;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "Run N times and print the spread of every figure (${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description = "A Python that has PyTorch. Without it, checks against PyTorch are left out.")
  private String python;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      defaultValue = "benchmarks/scripts/pytorch.py",
      description = "The script that times PyTorch (${DEFAULT-VALUE}).")
  private Path script;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Check> checks =
        Checks.all().stream()
            .filter(check -> python != null || list || !check.needsPython())
            .filter(check -> only.stream().anyMatch(check.name()::contains))
            .toList();
    if (checks.isEmpty() || repeat < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--only must match a check and --repeat be at least 1, but were %s and %d"
              .formatted(only, repeat));
    }
    if (python != null && !Files.isReadable(script)) {
      throw new ParameterException(spec.commandLine(), "cannot read the script " + script);
    }
    if (list) {
      checks.forEach(check -> out.println((check.name() + " " + check.boundText()).strip()));
      out.flush();
      return 0;
    }
    List<List<Finding>> runs = new ArrayList<>();
    boolean passed = true;
    for (int i = 0; i < repeat; i++) {
      runs.add(run(checks, out));
      passed &= runs.get(i).stream().allMatch(Finding::holds);
      passed &= sameBits(out);
    }
    if (repeat > 1) {
      out.print(Spread.table(runs));
    }
    out.println(passed ? "guard: passed" : "guard: FAILED");
    out.flush();
    return passed ? 0 : 1;
  }

  private List<Finding> run(List<Check> checks, PrintWriter out) {
    long start = System.nanoTime();
    out.println(Finding.HEADING);
    out.flush();
    Guard guard =
        new Guard(
            Optional.ofNullable(python).map(program -> new Python(program, script)),
            finding -> {
              out.println(finding);
              out.flush();
            });
    List<Finding> findings = guard.run(checks);
    long failed = findings.stream().filter(finding -> !finding.holds()).count();
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    out.printf(
        Locale.ROOT, "%d checks, %d failed, %d s%n", findings.size(), failed, time.toSeconds());
    out.flush();
    return findings;
  }

  /** The pipeline has a norm, which is where threads could tell. */
  private static boolean sameBits(PrintWriter out) {
    boolean same = true;
    for (DataType type : DataType.values()) {
      same &= Digests.pipeline(type, 1, 100).equals(Digests.pipeline(type, 2, 100));
    }
    out.println("the same bits with 1 and 2 threads: " + (same ? "ok" : "FAILED"));
    return same;
  }
}
