package org.talweg.benchmarks.speed.guard;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.talweg.benchmarks.speed.digest.Digests;
import org.talweg.tensor.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fails when a hot loop of the library has regressed. */
@Command(
    name = "guard",
    mixinStandardHelpOptions = true,
    description = {
      "Measures every rule in float and double against its bounds: bytes allocated, time against a",
      "plain loop over the same memory, gain by vectorization, time on dead gradients. Takes a few",
      "minutes. Windows of milliseconds alternate between the two sides of each ratio, and what",
      "fails is tried again with longer ones, so that a busy machine does not decide the verdict."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all bounds hold", "1:a bound is broken", "2:an argument is wrong"})
public final class GuardCommand implements Callable<Integer> {
  @Option(names = "--bounds", description = "Print the bounds and end.")
  private boolean printBounds;

  @Option(
      names = "--bounds-file",
      paramLabel = "FILE",
      description = "Use the bounds of FILE instead of the built-in ones.")
  private Path boundsFile;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only rules and types whose name holds TEXT, as in \"adam float32\".")
  private String only;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "Run N times and print the spread of every figure (${DEFAULT-VALUE}).")
  private int repeat;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (printBounds) {
      out.print(Bounds.standardText());
      out.flush();
      return 0;
    }
    Bounds bounds = bounds();
    List<Target> targets =
        Target.all().stream().filter(target -> target.toString().contains(only)).toList();
    if (targets.isEmpty() || repeat < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--only must match a rule and --repeat be at least 1, but were \""
              + only
              + "\" and "
              + repeat);
    }
    List<List<Finding>> runs = new ArrayList<>();
    boolean passed = true;
    for (int i = 0; i < repeat; i++) {
      runs.add(run(bounds, targets, out));
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

  private static List<Finding> run(Bounds bounds, List<Target> targets, PrintWriter out) {
    long start = System.nanoTime();
    out.println(Finding.HEADING);
    out.flush();
    List<Finding> findings =
        new Guard(
                bounds,
                finding -> {
                  out.println(finding);
                  out.flush();
                })
            .run(targets);
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
      String one = Digests.pipeline(type, 1, 0, 100);
      String two = Digests.pipeline(type, 2, 0, 100);
      same &= one.equals(two);
    }
    out.println("the same bits with 1 and 2 threads: " + (same ? "ok" : "FAILED"));
    return same;
  }

  private Bounds bounds() {
    try {
      return boundsFile == null ? Bounds.standard() : Bounds.parse(Files.readString(boundsFile));
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot read the bounds of " + boundsFile + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), boundsFile + ": " + e.getMessage(), e);
    }
  }
}
