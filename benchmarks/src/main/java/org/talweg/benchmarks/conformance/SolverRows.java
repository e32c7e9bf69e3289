// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.talweg.benchmarks.speed.probe.Windows;
import org.talweg.golden.Row;
import org.talweg.minimize.ConjugateGradient;
import org.talweg.minimize.problems.Candidate;
import org.talweg.minimize.problems.Comparison;
import org.talweg.minimize.problems.ReferenceRuns;
import org.talweg.minimize.problems.ReferenceRuns.Run;
import org.talweg.minimize.problems.SmoothProblems;
import org.talweg.minimize.problems.Trial;

/** Other solvers' runs on the smooth problems, each beside the same method of the library. */
final class SolverRows {
  /** Rounding decides on the hardest starts. */
  private static final int SPARE = 3;

  private static final double TIMES = 1.05;

  private SolverRows() {}

  static List<Row> of(JsonNode file) {
    ReferenceRuns runs = ReferenceRuns.readSmooth(file);
    Map<Integer, Comparison> ours = new HashMap<>();
    Map<String, List<Run>> bySolver =
        runs.all().stream()
            .collect(Collectors.groupingBy(run -> run.solver() + " " + run.history()));
    List<Row> rows = new ArrayList<>();
    bySolver.keySet().stream()
        .sorted()
        .forEach(
            name -> {
              List<Run> theirs = bySolver.get(name);
              int history = theirs.get(0).history();
              rows.add(row(theirs, ours.computeIfAbsent(history, SolverRows::compare)));
            });
    return rows;
  }

  /** Conjugate gradients have no history. */
  private static Comparison compare(int history) {
    Candidate candidate =
        history == 0 ? SolverRows::minimize : trial -> SmoothRows.minimize(trial, history);
    return Comparison.of(SmoothProblems.all(), candidate);
  }

  private static void minimize(Trial trial) {
    ConjugateGradient.of()
        .withGradientTolerance(trial.gradientTolerance())
        .withLossTolerance(0)
        .withMaxEvaluations(trial.limit())
        .minimize(trial::evaluate, trial.start());
  }

  private static Row row(List<Run> theirs, Comparison ours) {
    Map<String, Trial> trials =
        ours.trials().stream()
            .collect(
                Collectors.toMap(
                    trial -> trial.problem().id() + " " + trial.reference().id(), trial -> trial));
    long solved = theirs.stream().filter(run -> run.evaluationsToMinimum().isPresent()).count();
    double[] ratios =
        theirs.stream()
            .filter(run -> run.evaluationsToMinimum().isPresent())
            .filter(run -> trials.get(run.problem() + " " + run.start()).solved())
            .mapToDouble(
                run ->
                    trials.get(run.problem() + " " + run.start()).evaluationsToMinimum().getAsInt()
                        / (double) run.evaluationsToMinimum().getAsInt())
            .toArray();
    double median = Windows.median(ratios);
    int history = theirs.get(0).history();
    return Findings.row(
        theirs.get(0).solver(),
        history == 0 ? "ConjugateGradient" : "Lbfgs, " + history + " pairs",
        ours.solved() >= solved - SPARE && median <= TIMES,
        "%d of %d starts solved, it solves %d; %.3f times its evaluations",
        ours.solved(),
        theirs.size(),
        solved,
        median);
  }
}
