// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.talweg.golden.Row;
import org.talweg.minimize.OwlQn;
import org.talweg.minimize.SearchResult;
import org.talweg.minimize.problems.L1Problem;

/** Lasso and logistic regression with L1: the optimum, its support, and its conditions. */
final class L1Rows {
  private static final double TOLERANCE = 1e-9;

  private L1Rows() {}

  static List<Row> of(JsonNode file) {
    return L1Problem.read(file).stream().map(L1Rows::row).toList();
  }

  private static Row row(L1Problem problem) {
    SearchResult result =
        OwlQn.of(problem.penalties())
            .withGradientTolerance(TOLERANCE)
            .withLossTolerance(0)
            .minimize(problem::evaluate, new double[problem.n()]);
    double[] x = result.point();
    boolean solved = problem.solved(problem.value(new double[problem.n()]), problem.value(x));
    return Findings.row(
        problem.toString(),
        "OwlQn",
        solved && problem.supportIsExact(x) && problem.kkt(x) <= TOLERANCE,
        "%s, support %s, conditions to %.0e, %d evaluations",
        solved ? "solved" : "not solved",
        problem.supportIsExact(x) ? "exact" : "wrong",
        problem.kkt(x),
        result.evaluations());
  }
}
