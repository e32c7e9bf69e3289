// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.talweg.minimize.problems.Problem;
import org.talweg.minimize.problems.SmoothProblems;

class GradientCheckTest {
  @Test
  void aRightGradientPasses() {
    for (Problem problem : SmoothProblems.all()) {
      if (problem.n() <= 100 && !problem.id().startsWith("meyer")) {
        double[] x = problem.starts().get(0).point();
        for (int i = 0; i < x.length; i++) {
          x[i] += 0.01 * (1 + i % 7);
        }
        GradientCheck check = GradientCheck.of(problem::evaluate, x);
        assertThat(check.isPassed(1e-5)).as("%s: %s", problem, check).isTrue();
      }
    }
  }

  @Test
  void aWrongDerivativeIsNamed() {
    Objective wrong =
        (x, gradient) -> {
          gradient[0] = 2 * x[0];
          gradient[1] = 4 * x[1] * 1.001;
          gradient[2] = x[0];
          return x[0] * x[0] + 2 * x[1] * x[1];
        };
    GradientCheck check = GradientCheck.of(wrong, 1e-3, 2, 3);
    assertThat(check.worstIndex()).isEqualTo(1);
    assertThat(check.stated()).isEqualTo(8 * 1.001);
    assertThat(check.estimated()).isCloseTo(8, org.assertj.core.data.Offset.offset(1e-8));
    assertThat(check.isPassed(1e-6)).isFalse();
    assertThat(check.toString()).contains("variable 1");
  }

  @Test
  void whatIsNotANumberDoesNotPass() {
    assertThat(GradientCheck.of((x, g) -> Double.NaN, 1).isPassed(1)).isFalse();
    GradientCheck second =
        GradientCheck.of(
            (x, g) -> {
              g[0] = 2 * x[0];
              g[1] = Double.NaN;
              return x[0] * x[0];
            },
            1,
            1);
    assertThat(second.worstIndex()).isEqualTo(1);
    assertThat(second.isPassed(1)).isFalse();
  }

  @Test
  void noVariablesPass() {
    assertThat(GradientCheck.of((x, g) -> 1).isPassed(0)).isTrue();
  }
}
