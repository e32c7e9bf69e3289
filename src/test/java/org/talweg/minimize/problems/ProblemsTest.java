// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The problems are coded right: values and gradients are those computed in 60 digits. */
class ProblemsTest {
  @Test
  void smoothProblemsHaveTheKnownValuesAndGradients() {
    JsonNode file = Json.fixture("functions.json");
    assertThat(SmoothProblems.complaints(file)).isEmpty();
    assertThat(SmoothProblems.read(file)).hasSize(67).allMatch(p -> !p.starts().isEmpty());
    assertThat(SmoothProblems.read(file).stream().mapToInt(p -> p.starts().size()).sum())
        .isEqualTo(190);
  }

  @Test
  void startsAreThoseOfTheReferences() {
    for (JsonNode node : Json.fixture("functions.json").get("problems")) {
      StartRule rule = StartRule.of(node);
      for (JsonNode start : node.get("starts")) {
        if (start.has("x")) {
          assertThat(rule.point(start.get("id").textValue()))
              .as("%s from %s", node.get("id"), start.get("id"))
              .containsExactly(Json.numbers(start.get("x")));
        }
      }
    }
  }

  @Test
  void startsHaveTheKnownValues() {
    JsonNode nodes = Json.fixture("functions.json").get("problems");
    List<Problem> problems = SmoothProblems.all();
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      // The values at starts were computed in double precision, which loses as much as this allows.
      double tolerance =
          nodes.get(i).get("checks").findValues("relativeToleranceF").stream()
              .mapToDouble(JsonNode::doubleValue)
              .max()
              .orElseThrow();
      for (Start start : problem.starts()) {
        assertThat(problem.evaluate(start.point(), new double[problem.n()]))
            .as("%s from %s", problem, start)
            .isCloseTo(start.value(), within(tolerance * Math.abs(start.value())));
      }
    }
  }

  @Test
  void minimizersHaveTheMinima() {
    for (JsonNode node : Json.fixture("functions.json").get("problems")) {
      for (JsonNode minimum : node.get("minima")) {
        if (minimum.path("x").isArray() || minimum.path("x").isNumber()) {
          assertMinimum(node, minimum);
        }
      }
    }
  }

  private static void assertMinimum(JsonNode node, JsonNode minimum) {
    int n = node.get("n").intValue();
    double[] x = Json.vector(minimum.get("x"), n, Double.NaN);
    double[] g = new double[n];
    double f = Functions.of(node.get("function").textValue(), n).evaluate(x, g);
    double known = minimum.get("f").doubleValue();
    assertThat(f)
        .as("%s", node.get("id"))
        .isCloseTo(known, within(1e-10 * Math.max(1e-6, Math.abs(known))));
  }

  @Test
  void boundedProblemsHaveTheKnownValuesAndGradients() {
    JsonNode file = Json.fixture("bounded.json");
    List<Problem> problems = BoundedProblems.read(file);
    assertThat(problems).hasSize(30);
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      JsonNode node = file.get("problems").get(i);
      double[] x = Projection.into(problem, problem.starts().get(0).point());
      double[] g = new double[problem.n()];
      double f0 = node.get("f0").doubleValue();
      assertThat(problem.evaluate(x, g))
          .as("%s", problem)
          .isCloseTo(f0, within(1e-13 * Math.abs(f0)));
      if (node.get("g0").isArray()) {
        double[] g0 = Json.numbers(node.get("g0"));
        for (int j = 0; j < g0.length; j++) {
          assertThat(g[j]).as("%s, %d", problem, j).isCloseTo(g0[j], within(1e-12 * largest(g0)));
        }
      }
      double pg0 = node.get("projectedGradient0").doubleValue();
      assertThat(Projection.gradient(problem, x, g))
          .as("%s", problem)
          .isCloseTo(pg0, within(1e-12 * pg0));
      if (node.get("minimizer").isArray()) {
        double[] minimizer = Json.numbers(node.get("minimizer"));
        double minimum = node.get("minimum").doubleValue();
        assertThat(problem.admits(minimizer)).as("%s", problem).isTrue();
        assertThat(problem.evaluate(minimizer, g))
            .as("%s", problem)
            .isCloseTo(minimum, within(1e-12 * Math.max(1e-6, Math.abs(minimum))));
      }
    }
  }

  private static double largest(double[] g) {
    double max = 0;
    for (double v : g) {
      max = Math.max(max, Math.abs(v));
    }
    return max;
  }

  @Test
  void referencesSolveAsManyAsTheyReport() {
    ReferenceRuns runs = ReferenceRuns.smooth();
    assertThat(solved(runs.of("liblbfgs", 10))).isEqualTo(189);
    assertThat(solved(runs.of("scipy-lbfgsb", 10))).isEqualTo(183);
    assertThat(solved(runs.of("scipy-lbfgsb", 5))).isEqualTo(182);
    assertThat(solved(runs.of("scipy-cg", 0))).isEqualTo(150);
    assertThat(solved(ReferenceRuns.bounded().of("fortran-lbfgsb", 10))).isEqualTo(29);
  }

  private static long solved(List<ReferenceRuns.Run> runs) {
    return runs.stream()
        .map(ReferenceRuns.Run::evaluationsToMinimum)
        .filter(OptionalInt::isPresent)
        .count();
  }

  @Test
  void aValueIsSolvedAtAMinimumAndNotOnTheWayPastIt() {
    Problem problem =
        SmoothProblems.all().stream()
            .filter(p -> p.id().equals("freudenstein-roth-2"))
            .findFirst()
            .orElseThrow();
    Start start = problem.start("standard");
    double local = problem.minima()[1];
    assertThat(problem.solved(start, local * (1 + 0.9e-8))).isTrue();
    assertThat(problem.solved(start, local * (1 + 1.1e-8))).isFalse();
    assertThat(problem.solved(start, local * (1 - 1.1e-8))).isFalse();
    assertThat(problem.solved(start, 1e-8)).isTrue();
    assertThat(problem.solved(start, 1.1e-8)).isFalse();
    assertThat(problem.solved(start, Double.NaN)).isFalse();
  }

  @Test
  void quantilesAreLinearBetweenNeighbours() {
    double[] sorted = {1, 2, 4, 8};
    assertThat(Comparison.quantile(sorted, 0)).isEqualTo(1);
    assertThat(Comparison.quantile(sorted, 0.5)).isEqualTo(3);
    assertThat(Comparison.quantile(sorted, 0.9)).isCloseTo(6.8, within(1e-14));
    assertThat(Comparison.quantile(sorted, 1)).isEqualTo(8);
  }
}
