// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.Objective;
import org.talweg.minimize.Search;

class MethodTest {
  /** An objective that ended soon would be measured without most of its memory. */
  @ParameterizedTest
  @EnumSource
  void goesOnForThousandsOfIterations(Method method) {
    Runnable iteration = method.iterations(1_000, 1);
    for (int i = 0; i < 8_000; i++) {
      iteration.run();
    }
  }

  @Test
  void theObjectiveHasTheGradientOfItsValue() {
    for (int n = 4; n <= 5; n++) {
      IllConditioned objective = new IllConditioned(n);
      double[] x = {0.5, -1, 2, 0.25, 3};
      x = Arrays.copyOf(x, n);
      double[] gradient = new double[n];
      objective.evaluate(x, gradient);
      for (int i = 0; i < n; i++) {
        double[] above = x.clone();
        double[] below = x.clone();
        above[i] += 0.5;
        below[i] -= 0.5;
        double[] unused = new double[n];
        double slope = objective.evaluate(above, unused) - objective.evaluate(below, unused);
        assertThat(gradient[i]).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
      }
    }
  }

  /** A reference that computed less would make the bound against it meaningless. */
  @Test
  void thePlainLoopsComputeWhatTheLibraryDoes() {
    int n = 9_001; // more than two blocks, and a remainder
    double center = 1 / Math.sqrt(n); // as far away as the first step is long
    Objective bowl =
        (x, gradient) -> {
          double loss = 0;
          for (int i = 0; i < n; i++) {
            double curvature = 1 + 9.0 * i / n;
            gradient[i] = curvature * (x[i] - center);
            loss += 0.5 * gradient[i] * (x[i] - center);
          }
          return loss;
        };
    PlainLbfgs plain = new PlainLbfgs(bowl, 4, new double[n]);
    Search search = Lbfgs.of().withMemory(4).withLossTolerance(0).search(new double[n]);
    search.accept(bowl.evaluate(search.point(), search.gradient()));
    for (int i = 0; i < 8; i++) {
      plain.run();
      long before = search.iterations();
      while (search.iterations() == before) {
        search.accept(bowl.evaluate(search.point(), search.gradient()));
      }
      assertThat(plain.loss())
          .as("after %d", i)
          .isCloseTo(search.loss(), within(1e-9 * plain.loss()));
      assertThat(plain.norm()).isCloseTo(search.gradientNorm(), within(1e-6 * plain.norm()));
    }
    assertThat(search.evaluations()).as("every first step is taken").isEqualTo(9);
  }
}
