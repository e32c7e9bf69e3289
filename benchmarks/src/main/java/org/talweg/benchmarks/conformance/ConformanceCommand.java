package org.talweg.benchmarks.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays golden files through the library and prints how far it is from them. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Replays reference results of other frameworks through the library.",
      "",
      "Prints a row per case and type: the largest error, relative to the expected number and in"
          + " ulps of it; the largest share of what is allowed; and the verdict. A float64 run may"
          + " differ by 1e-12, relative; a float32 run by 1.5 times the error of the framework's"
          + " own float32 run, and 2 ulps.",
      "",
      "What the library does not have, and the training reference without --mnist, is a row that"
          + " says so and makes the exit status 1.",
      ""
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every case passes",
      "1:a case fails or is not supported, or an optimizer is not known",
      "2:a file cannot be read"
    })
public final class ConformanceCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "golden files: optimizers, schedules, clipping, initializers, training")
  private List<Path> files;

  @Option(
      names = "--mnist",
      paramLabel = "DIR",
      description = "MNIST's 10,000 test images in IDX format, for the training reference")
  private Path mnist;

  @Option(
      names = "--allow-unsupported",
      description =
          "exit status 0 despite rows that are not supported; an optimizer that is not known still"
              + " fails")
  private boolean allowUnsupported;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, GoldenFile> golden = new LinkedHashMap<>();
    try {
      GoldenFileReader reader =
          new GoldenFileReader(
              mnist == null ? Optional.empty() : Optional.of(TenThousandImages.read(mnist)));
      files.forEach(file -> golden.put(file.toString(), reader.read(file)));
    } catch (GoldenFileException | IOException e) {
      spec.commandLine().getErr().println("error: " + e.getMessage());
      return ExitCode.USAGE;
    }
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    golden.forEach((name, file) -> rows.put(name, file.replay()));
    Report.print(rows, out);
    out.flush();
    boolean passed = rows.values().stream().flatMap(Collection::stream).allMatch(this::passed);
    return passed ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean passed(Row row) {
    return row.verdict() == Verdict.PASS
        || (allowUnsupported && row.verdict() == Verdict.UNSUPPORTED);
  }
}
