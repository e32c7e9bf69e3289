// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fits to data are coded right: NIST's, those with L1, and softmax regression. */
class FitsTest {
  @Test
  void nistProblemsHaveTheKnownValuesAndGradients() {
    JsonNode sets = Json.fixture("nist.json").get("sets");
    for (int start = 1; start <= 2; start++) {
      List<NistProblem> problems = NistProblem.all(start, false);
      List<NistProblem> scaled = NistProblem.all(start, true);
      assertThat(problems).hasSize(18);
      for (int i = 0; i < problems.size(); i++) {
        NistProblem problem = problems.get(i);
        JsonNode known = sets.get(i).get("valueAtStart" + start);
        double[] b = problem.start();
        double[] g = new double[problem.n()];
        double f = known.get("f").doubleValue();
        assertThat(problem.evaluate(b, g)).as("%s", problem).isCloseTo(f, within(1e-12 * f));
        double[] scaledGradient = new double[problem.n()];
        double[] z = scaled.get(i).start();
        assertThat(scaled.get(i).evaluate(z, scaledGradient))
            .as("%s", scaled.get(i))
            .isCloseTo(f, within(1e-12 * f));
        for (int j = 0; j < g.length; j++) {
          double expected = known.get("g").get(j).doubleValue();
          assertThat(g[j])
              .as("%s, gradient %d", problem, j)
              .isCloseTo(expected, within(1e-10 * Math.abs(expected)));
          assertThat(Math.abs(z[j])).isEqualTo(1);
          assertThat(scaledGradient[j])
              .as("%s, gradient %d", scaled.get(i), j)
              .isCloseTo(expected * Math.abs(b[j]), within(1e-10 * Math.abs(expected * b[j])));
        }
      }
    }
  }

  @Test
  void certifiedParametersGiveTheCertifiedSums() {
    for (boolean scaled : new boolean[] {false, true}) {
      for (NistProblem problem : NistProblem.all(1, scaled)) {
        double[] certified = problem.certified();
        double minimum = problem.minimum();
        // Parameters of 11 digits leave residuals near 1e-11, of which only Lanczos1 has smaller
        // ones.
        double rounding = 1e-20;
        assertThat(problem.evaluate(certified, new double[problem.n()]))
            .as("%s", problem)
            .isCloseTo(minimum, within(1e-10 * minimum + rounding));
        assertThat(problem.solved(certified)).isTrue();
        certified[0] *= 1 + 1.1e-4;
        assertThat(problem.solved(certified)).isFalse();
      }
    }
  }

  @Test
  void problemsWithL1HaveTheKnownMinima() {
    List<L1Problem> problems = L1Problem.all();
    assertThat(problems).hasSize(20);
    for (L1Problem problem : problems) {
      double[] x = problem.solution();
      double f = problem.evaluate(x, new double[problem.n()]) + problem.penalty(x);
      assertThat(f)
          .as("%s", problem)
          .isCloseTo(problem.minimum(), within(1e-14 * problem.minimum()));
      assertThat(problem.kkt(x)).as("%s", problem).isLessThan(1e-14);
      assertThat(problem.supportIsExact(x)).isTrue();
      x[1] = x[1] == 0 ? 1e-9 : 0;
      assertThat(problem.supportIsExact(x)).isFalse();
      assertThat(problem.kkt(x)).isGreaterThan(1e-10);
    }
  }

  @Test
  void softmaxRegressionHasTheGradientOfItsValue() {
    double[][] rows = new double[7][5];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 3;
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (31 * i + 17 * j + 7 * i * i * j) % 64 / 32.0 - 1;
      }
    }
    SoftmaxRegression softmax = new SoftmaxRegression(rows, labels, 3, 1e-2);
    double[] x = new double[softmax.n()];
    double[] g = new double[x.length];
    assertThat(softmax.evaluate(x, g)).isCloseTo(Math.log(3), within(1e-15));
    for (int i = 0; i < x.length; i++) {
      x[i] = ((7_919 * (i + 1)) % 257 - 128) / 256.0;
    }
    softmax.evaluate(x, g);
    double[] ignored = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double at = x[i];
      x[i] = at + 1e-5;
      double above = softmax.evaluate(x, ignored);
      x[i] = at - 1e-5;
      double slope = (above - softmax.evaluate(x, ignored)) / 2e-5;
      x[i] = at;
      assertThat(g[i]).isCloseTo(slope, within(1e-10));
    }
  }
}
