// SPDX-License-Identifier: Apache-2.0
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
import org.talweg.golden.GoldenFile;
import org.talweg.golden.GoldenFileException;
import org.talweg.golden.GoldenFileReader;
import org.talweg.golden.GoldenNode;
import org.talweg.golden.Row;
import org.talweg.golden.Verdict;
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
          + " differ by 1e-12, relative. In float32 the root mean square error counts, in ulps: 3"
          + " times that of the framework's own float32 run and 1 ulp over few elements; over many,"
          + " 1.05 times after the last step, and 0.3 times for AdamW. A minimizer has to find the"
          + " minimum of every problem that all references solve; their paths need not agree.",
      "",
      "What the library does not have, and what needs --mnist without it, is a row that"
          + " says so and makes the exit status 1.",
      ""
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every case passes",
      "1:a case fails or is not supported, or an optimizer is not known",
      "2:a file cannot be read; the others are replayed"
    })
public final class ConformanceCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "golden files: optimizers, schedules, clipping, initializers, training, minimizers")
  private List<Path> files;

  @Option(
      names = "--mnist",
      paramLabel = "DIR",
      description = "MNIST's 10,000 test images in IDX format, for trainings and regressions")
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
    Optional<TenThousandImages> images = Optional.empty();
    if (mnist != null) {
      try {
        images = Optional.of(TenThousandImages.read(mnist));
      } catch (IOException e) {
        spec.commandLine().getErr().println("error: " + e.getMessage());
        return ExitCode.USAGE;
      }
    }
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    for (Path file : files) {
      rows.put(file.toString(), replay(file, images));
    }
    Report.print(rows, out);
    out.flush();
    return status(rows.values().stream().flatMap(Collection::stream).toList());
  }

  private static List<Row> replay(Path file, Optional<TenThousandImages> images) {
    try {
      return GoldenFileReader.read(file, node -> read(node, file, images)).replay();
    } catch (GoldenFileException e) {
      return List.of(Row.unreadable(e.getMessage()));
    }
  }

  private static GoldenFile read(GoldenNode node, Path file, Optional<TenThousandImages> images) {
    return node.has("batches")
        ? TrainingFile.read(node, images)
        : MinimizerFiles.read(node, images).orElseGet(() -> GoldenFileReader.read(node, file));
  }

  private int status(List<Row> rows) {
    if (rows.stream().anyMatch(row -> row.verdict() == Verdict.UNREADABLE)) {
      return ExitCode.USAGE;
    }
    return rows.stream().allMatch(this::passed) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean passed(Row row) {
    return row.verdict() == Verdict.PASS
        || (allowUnsupported && row.verdict() == Verdict.UNSUPPORTED);
  }
}
