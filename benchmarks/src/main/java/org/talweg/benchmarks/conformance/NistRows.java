// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.talweg.golden.Row;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.problems.NistProblem;

/** NIST's nonlinear regressions, scaled by their starts: four digits of every parameter. */
final class NistRows {
  private static final int REFERENCES = 4;

  private NistRows() {}

  static List<Row> of(JsonNode file) {
    List<Row> rows = new ArrayList<>();
    for (int start = 1; start <= 2; start++) {
      for (NistProblem problem : NistProblem.read(file, start, true)) {
        rows.add(row(problem));
      }
    }
    return rows;
  }

  private static Row row(NistProblem problem) {
    double[] found =
        Lbfgs.of()
            .withLossTolerance(0)
            .withMaxEvaluations(problem.limit())
            .minimize(problem::evaluate, problem.start())
            .point();
    boolean solved = problem.solved(found);
    return Findings.row(
        problem.toString(),
        "Lbfgs",
        solved || problem.solvedBy().size() < REFERENCES,
        "%.1f digits%s",
        Math.max(0, problem.digits(found)),
        solved ? "" : ", solved by " + problem.solvedBy().size() + " of 4 references");
  }
}
