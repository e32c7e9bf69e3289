// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rosenbrock's valley from a thousand random starts, at any curvature condition. */
class RosenbrockTest {
  private static final long SEED = 20261130;

  static double rosenbrock(double[] x, double[] gradient) {
    double a = x[1] - x[0] * x[0];
    double b = 1 - x[0];
    gradient[0] = -400 * a * x[0] - 2 * b;
    gradient[1] = 200 * a;
    return 100 * a * a + b * b;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.5, 0.1, 0.01})
  void everyRandomStartReachesTheMinimum(double curvature) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      double[] start = {random.nextDouble(-5, 5), random.nextDouble(-5, 5)};
      SearchResult result =
          Lbfgs.of().withCurvatureCondition(curvature).minimize(RosenbrockTest::rosenbrock, start);
      if (!(result.loss() <= 1e-8) || !result.converged()) {
        failures.add(start[0] + ", " + start[1] + ": " + result);
      }
    }
    assertThat(failures).as("seed " + SEED).isEmpty();
  }
}
