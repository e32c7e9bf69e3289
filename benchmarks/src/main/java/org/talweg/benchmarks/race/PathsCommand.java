// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.talweg.benchmarks.race.images.FontDigits;
import org.talweg.benchmarks.race.page.PathsPage;
import org.talweg.benchmarks.race.paths.PathProblem;
import org.talweg.benchmarks.race.paths.Walk;
import org.talweg.benchmarks.race.paths.Walks;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the paths of L-BFGS, conjugate gradients and SGD. */
@Command(
    name = "paths",
    description = {
      "Minimizes a few test problems by L-BFGS, conjugate gradients and SGD.",
      "Prints the evaluations that each needs and writes a page of figures."
    },
    mixinStandardHelpOptions = true)
public final class PathsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "talweg-paths",
      description = "Folder for the page, index.html (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("talweg-paths");

  @Override
  public Integer call() {
    // Before the first use of AWT: figures are drawn without a screen.
    System.setProperty("java.awt.headless", "true");
    PrintWriter terminal = spec.commandLine().getOut();
    try {
      OutputFolder folder = OutputFolder.prepare(out);
      Map<PathProblem, List<Walk>> walks = new LinkedHashMap<>();
      for (PathProblem problem : PathProblem.all()) {
        walks.put(problem, Walks.on(problem));
        walks.get(problem).forEach(walk -> terminal.println(line(problem, walk)));
        terminal.flush();
      }
      Path page = folder.write("index.html", PathsPage.of(walks, FontDigits.exist()));
      terminal.println("page: " + page);
      terminal.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String line(PathProblem problem, Walk walk) {
    return String.format(
        Locale.ROOT,
        "%-25s %-20s %-13s %s",
        problem.id(),
        walk.method(),
        walk.setting(),
        walk.solved().isPresent()
            ? String.format(Locale.ROOT, "%,6d evaluations", walk.solved().getAsInt())
            : String.format(
                Locale.ROOT,
                "not within %,d evaluations, loss %.1e above the minimum",
                walk.evaluations(),
                walk.lastGap()));
  }
}
