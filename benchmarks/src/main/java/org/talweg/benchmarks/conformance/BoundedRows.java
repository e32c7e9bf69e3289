// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.talweg.golden.Row;
import org.talweg.minimize.Bounds;
import org.talweg.minimize.LbfgsB;
import org.talweg.minimize.problems.BoundedProblems;
import org.talweg.minimize.problems.Comparison;
import org.talweg.minimize.problems.Problem;
import org.talweg.minimize.problems.Trial;

/** Problems with bounds: L-BFGS-B finds their minima and evaluates nothing outside. */
final class BoundedRows {
  private BoundedRows() {}

  static List<Row> of(JsonNode file) {
    return BoundedProblems.read(file).stream().map(BoundedRows::row).toList();
  }

  private static Row row(Problem problem) {
    Comparison comparison = Comparison.of(List.of(problem), BoundedRows::minimize);
    Trial trial = comparison.trials().get(0);
    boolean unsolvable = trial.reference().solvedBy().isEmpty();
    return Findings.row(
        problem.id(),
        "LbfgsB",
        (trial.solved() || unsolvable) && trial.outside() == 0,
        "%s, %d evaluations outside",
        trial.solved()
            ? "solved at evaluation " + trial.evaluationsToMinimum().getAsInt()
            : unsolvable ? "not solved, nor by any reference" : "not solved",
        trial.outside());
  }

  private static void minimize(Trial trial) {
    LbfgsB.of(Bounds.of(trial.problem().lower(), trial.problem().upper()))
        .withGradientTolerance(trial.gradientTolerance())
        .withLossTolerance(0)
        .withMaxEvaluations(trial.limit())
        .minimize(trial::evaluate, trial.start());
  }
}
