// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.minimize.problems.NistProblem;

/**
 * NIST's nonlinear regressions with scaled parameters: as many are solved as the best reference
 * solves, less one. A set is solved if every parameter has four certified digits.
 */
class NistTest {
  @Test
  void fromTheSecondStartAllButOneAreSolved() {
    // liblbfgs, SciPy and Fortran solve 17 of 18.
    assertThat(unsolved(2)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void fromTheFirstStartMoreThanTwoThirdsAreSolved() {
    // liblbfgs solves 15 of 18, SciPy 13.
    assertThat(unsolved(1)).hasSizeLessThanOrEqualTo(4);
  }

  private static List<String> unsolved(int start) {
    List<String> unsolved = new ArrayList<>();
    for (NistProblem problem : NistProblem.all(start, true)) {
      SearchResult result =
          Lbfgs.of()
              .withLossTolerance(0)
              .withMaxEvaluations(problem.limit())
              .minimize(problem::evaluate, problem.start());
      if (!problem.solved(result.point())) {
        unsolved.add(
            problem
                + ", "
                + problem.digits(result.point())
                + " digits, "
                + result
                + ", solved by "
                + problem.solvedBy());
      }
    }
    return unsolved;
  }
}
