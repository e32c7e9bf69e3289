// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.minimize.problems.L1Problem;

/** OWL-QN on lasso and logistic regression with known optima. */
class OwlQnReferenceTest {
  @ParameterizedTest
  @ValueSource(ints = {10, 5})
  void findsTheOptimumAndItsExactZeros(int memory) {
    List<Double> ratios = new ArrayList<>();
    for (L1Problem problem : L1Problem.all()) {
      Counted counted = new Counted(problem);
      SearchResult result =
          OwlQn.of(problem.penalties())
              .withMemory(memory)
              .withGradientTolerance(1e-9)
              .withLossTolerance(0)
              .minimize(counted, new double[problem.n()]);
      assertThat(result.reason()).as("%s", problem).isEqualTo(StopReason.GRADIENT_SMALL);
      assertThat(problem.kkt(result.point())).as("%s", problem).isLessThanOrEqualTo(1e-9);
      assertThat(problem.supportIsExact(result.point())).as("%s", problem).isTrue();
      assertThat(counted.solvedAt).as("%s", problem).isPositive();
      int reference =
          problem.runs().stream()
              .filter(run -> run.history() == memory)
              .findFirst()
              .orElseThrow()
              .evaluationsToMinimum()
              .orElseThrow();
      ratios.add((double) counted.solvedAt / reference);
    }
    ratios.sort(null);
    assertThat(ratios).hasSize(20);
    assertThat(ratios.get(10)).as("%s", ratios).isLessThanOrEqualTo(1.1);
    assertThat(ratios.get(18)).as("%s", ratios).isLessThanOrEqualTo(1.5);
  }

  /** Counts evaluations until the loss with its penalty is at the optimum. */
  private static final class Counted implements Objective {
    private final L1Problem problem;
    private final double atStart;
    private int evaluations;
    private int solvedAt;

    Counted(L1Problem problem) {
      this.problem = problem;
      atStart = problem.evaluate(new double[problem.n()], new double[problem.n()]);
    }

    @Override
    public double evaluate(double[] x, double[] gradient) {
      evaluations++;
      double loss = problem.evaluate(x, gradient);
      if (solvedAt == 0 && problem.solved(atStart, loss + problem.penalty(x))) {
        solvedAt = evaluations;
      }
      return loss;
    }
  }
}
