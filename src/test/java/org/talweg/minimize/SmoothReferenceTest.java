// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.minimize.problems.Comparison;
import org.talweg.minimize.problems.Problem;
import org.talweg.minimize.problems.ReferenceRuns;
import org.talweg.minimize.problems.SmoothProblems;
import org.talweg.minimize.problems.Trial;

/** L-BFGS and conjugate gradients on 190 starts, against other implementations' results. */
class SmoothReferenceTest {
  private static final List<Problem> PROBLEMS = SmoothProblems.all();

  @ParameterizedTest
  @CsvSource({
    "10, false, 186, 1.05, 1.25, 1.8",
    "5, false, 180, 1.1, 1.6, 2.0",
    "10, true, 186, 1.05, 1.35, 1.8"
  })
  void solvesAsManyInAsFewEvaluations(
      int memory, boolean diagonal, int solved, double median, double most, double nearlyAll) {
    Comparison comparison =
        Comparison.of(
            PROBLEMS,
            trial ->
                check(
                    trial,
                    Lbfgs.of().withMemory(memory).withDiagonalScaling(diagonal),
                    trial.gradientTolerance(),
                    0));
    String report = comparison.report();
    assertThat(comparison.solved()).as(report).isGreaterThanOrEqualTo(solved);
    assertThat(comparison.ratio(0.5)).as(report).isLessThanOrEqualTo(median);
    assertThat(comparison.ratio(0.9)).as(report).isLessThanOrEqualTo(most);
    assertThat(comparison.ratio(0.95)).as(report).isLessThanOrEqualTo(nearlyAll);
  }

  @Test
  void defaultsStopNeitherEarlyNorNever() {
    List<String> early = new ArrayList<>();
    List<String> never = new ArrayList<>();
    Comparison.of(
        PROBLEMS,
        trial -> {
          SearchResult result =
              Lbfgs.of().withMaxEvaluations(trial.limit()).minimize(trial::evaluate, trial.start());
          // a stationary point may be a minimum that the list does not have
          boolean stationary = result.gradientNorm() <= 1000 * trial.gradientTolerance();
          if (result.converged() && !trial.solved() && !stationary) {
            early.add(trial + ": " + result);
          }
          if (result.reason() == StopReason.EVALUATION_LIMIT) {
            never.add(trial + ": " + result);
          }
        });
    assertThat(early).isEmpty();
    assertThat(never).hasSizeLessThanOrEqualTo(4); // discrete boundary values, at 8,000 and more
  }

  @Test
  void conjugateGradientsSolveAsManyAsTheReferenceInAsFewEvaluations() {
    Comparison comparison =
        Comparison.of(
            PROBLEMS, trial -> check(trial, ConjugateGradient.of(), trial.gradientTolerance(), 0));
    List<ReferenceRuns.Run> reference = ReferenceRuns.smooth().of("scipy-cg", 0);
    double[] evaluations =
        reference.stream()
            .filter(run -> run.evaluationsToMinimum().isPresent())
            .mapToDouble(run -> run.evaluationsToMinimum().getAsInt())
            .sorted()
            .toArray();
    assertThat(reference).hasSize(190);
    assertThat(comparison.solved())
        .as(comparison.report())
        .isGreaterThanOrEqualTo(evaluations.length)
        .isGreaterThanOrEqualTo(190 * 244 / 305);
    assertThat(comparison.evaluations())
        .as(comparison.report())
        .isLessThanOrEqualTo(
            (evaluations[(evaluations.length - 1) / 2] + evaluations[evaluations.length / 2]) / 2);
  }

  /** Jennrich and Sampson's problem, where others report convergence at 214. */
  @Test
  void aLossThatDoesNotChangeIsNoConvergence() {
    Problem problem =
        PROBLEMS.stream()
            .filter(p -> p.id().equals("jennrich-sampson-2"))
            .findFirst()
            .orElseThrow();
    Trial trial = new Trial(problem, problem.start("standard"));
    SearchResult result = Lbfgs.of().minimize(trial::evaluate, trial.start());
    assertThat(trial.solved()).as("%s", result).isTrue();
    assertThat(result.converged()).as("%s", result).isTrue();
  }

  /** Minimizes; what is returned must be the best point seen, to the loss's rounding. */
  private static void check(
      Trial trial, Minimizer<?> minimizer, double gradientTolerance, double lossTolerance) {
    SearchResult result =
        minimizer
            .withGradientTolerance(gradientTolerance)
            .withLossTolerance(lossTolerance)
            .withMaxEvaluations(trial.limit())
            .minimize(trial::evaluate, trial.start());
    assertThat(result.loss() - trial.best())
        .as("%s", trial)
        .isLessThanOrEqualTo(16 * Math.ulp(trial.best()));
    assertThat(result.evaluations()).isEqualTo(trial.evaluations());
    if (result.reason() == StopReason.GRADIENT_SMALL) {
      assertThat(result.gradientNorm()).isLessThanOrEqualTo(gradientTolerance);
    }
  }
}
