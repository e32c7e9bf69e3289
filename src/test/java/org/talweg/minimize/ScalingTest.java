// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.minimize.problems.Comparison;
import org.talweg.minimize.problems.SmoothProblems;
import org.talweg.minimize.problems.Trial;

/**
 * Units of the loss and of the variables change neither what is found nor much of what it costs.
 */
class ScalingTest {
  private static final int MOST = 1000;

  @ParameterizedTest
  @CsvSource({"1e8, 1", "1e-8, 1", "1, 1e4", "1, 1e-4"})
  void aProblemInOtherUnitsIsSolvedAsWell(double ofLoss, double ofVariables) {
    Comparison plain = run(1, 1);
    Comparison scaled = run(ofLoss, ofVariables);
    List<String> unsolved = new ArrayList<>();
    List<String> slower = new ArrayList<>();
    for (int i = 0; i < plain.trials().size(); i++) {
      Trial before = plain.trials().get(i);
      Trial after = scaled.trials().get(i);
      if (before.solved() && !after.solved()) {
        unsolved.add(after + " unlike " + before);
      }
      if (before.solved() && after.solved() && ratio(before, after) > 1.5) {
        slower.add(after + " unlike " + before);
      }
    }
    assertThat(unsolved).isEmpty();
    // rounding, which changes with the unit, decides on the long runs of ill-conditioned problems
    assertThat(slower).hasSizeLessThanOrEqualTo(1);
  }

  private static double ratio(Trial before, Trial after) {
    return (double) after.evaluationsToMinimum().getAsInt()
        / before.evaluationsToMinimum().getAsInt();
  }

  /** Minimizes c·f(x / s) from s·x₀ with the defaults, which know of no unit. */
  private static Comparison run(double ofLoss, double ofVariables) {
    return Comparison.of(
        SmoothProblems.all().stream().filter(problem -> problem.n() <= 1000).toList(),
        trial -> {
          double[] start = trial.start();
          Arrays.setAll(start, i -> start[i] * ofVariables);
          double[] x = new double[start.length];
          Lbfgs.of()
              .withMaxEvaluations(Math.min(MOST, trial.limit()))
              .minimize(
                  (z, gradient) -> {
                    Arrays.setAll(x, i -> z[i] / ofVariables);
                    double loss = trial.evaluate(x, gradient);
                    for (int i = 0; i < gradient.length; i++) {
                      gradient[i] *= ofLoss / ofVariables;
                    }
                    return ofLoss * loss;
                  },
                  start);
        });
  }
}
