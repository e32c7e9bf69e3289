// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.talweg.golden.Row;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.problems.Comparison;
import org.talweg.minimize.problems.Problem;
import org.talweg.minimize.problems.SmoothProblems;
import org.talweg.minimize.problems.Trial;

/** Smooth problems: how they are coded, and L-BFGS from every start. */
final class SmoothRows {
  private static final int REFERENCES = 4;

  private SmoothRows() {}

  static List<Row> of(JsonNode file) {
    List<Row> rows = new ArrayList<>();
    List<String> complaints = SmoothProblems.complaints(file);
    rows.add(
        Findings.row(
            "values and gradients",
            "all problems",
            complaints.isEmpty(),
            "%s",
            complaints.isEmpty() ? "as in 60 digits" : complaints.get(0)));
    for (Problem problem : SmoothProblems.read(file)) {
      rows.add(row(problem));
    }
    return rows;
  }

  private static Row row(Problem problem) {
    Comparison comparison = Comparison.of(List.of(problem), trial -> minimize(trial, 10));
    boolean passes =
        comparison.unsolved().stream()
            .noneMatch(trial -> trial.reference().solvedBy().size() == REFERENCES);
    return Findings.row(
        problem.id(),
        "Lbfgs",
        passes,
        "%d of %d starts, %.2f times the best reference's evaluations",
        comparison.solved(),
        comparison.trials().size(),
        comparison.ratio(0.5));
  }

  static void minimize(Trial trial, int memory) {
    Lbfgs.of()
        .withMemory(memory)
        .withGradientTolerance(trial.gradientTolerance())
        .withLossTolerance(0)
        .withMaxEvaluations(trial.limit())
        .minimize(trial::evaluate, trial.start());
  }
}
