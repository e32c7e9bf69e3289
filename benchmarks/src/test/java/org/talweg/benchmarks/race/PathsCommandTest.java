// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.benchmarks.Main;
import org.talweg.benchmarks.race.paths.PathProblem;
import org.talweg.benchmarks.race.paths.Walk;
import org.talweg.benchmarks.race.paths.Walks;
import picocli.CommandLine;

class PathsCommandTest {
  @TempDir Path folder;

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void thePageHasAPathOfEveryMethodAndTheEvaluationsThatArePrinted() throws IOException {
    assertThat(run("--out", folder.toString())).isZero();
    assertThat(output.toString().lines())
        .hasSize(3 * PathProblem.all().size() + 1)
        .contains(
            "rosenbrock-2              L-BFGS               defaults          43 evaluations");
    String page = Files.readString(folder.resolve("index.html"));
    assertThat(page)
        .contains("path of L-BFGS, Rosenbrock's valley")
        .contains("path of SGD, Himmelblau's hollows")
        .contains("<td>defaults</td><td>43 evaluations</td>")
        .doesNotContain("NaN", "{{");
  }

  @Test
  void aWalkGoesFromTheStartToTheMinimumThatItIsMeasuredBy() {
    PathProblem rosenbrock = PathProblem.all().get(0);
    List<Walk> walks = Walks.on(rosenbrock);
    for (Walk walk : walks) {
      List<double[]> points = walk.points();
      assertThat(points.get(0)).containsExactly(-1.2, 1);
      assertThat(walk.gaps()[0]).isCloseTo(24.2, within(1e-12));
      double[] last = points.get(points.size() - 1);
      assertThat(Math.hypot(last[0] - 1, last[1] - 1)).as(walk.method()).isLessThan(1e-2);
      assertThat(walk.gaps()).hasSize(walk.evaluations());
    }
    assertThat(walks.get(0).solved().getAsInt())
        .isLessThan(walks.get(1).solved().getAsInt())
        .isLessThan(Walks.MOST / 100);
    assertThat(walks.get(2).solved()).isEmpty();
    assertThat(walks.get(2).evaluations()).isEqualTo(Walks.MOST);
  }

  @Test
  void aFolderThatCannotBeWrittenToIsAnError() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("--out", file.toString())).isEqualTo(2);
    assertThat(errors.toString()).startsWith("error: " + file + ": not a folder");
  }

  private int run(String... options) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(output));
    commandLine.setErr(new PrintWriter(errors));
    String[] arguments = new String[options.length + 1];
    arguments[0] = "paths";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return commandLine.execute(arguments);
  }
}
