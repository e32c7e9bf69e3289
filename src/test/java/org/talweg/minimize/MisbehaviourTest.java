// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Objectives that are not what they should be: a search ends, says why, and keeps its best point.
 */
class MisbehaviourTest {
  private static final int ENOUGH = 3000;

  private static Stream<Minimizer<?>> methods() {
    return Stream.of(
        Lbfgs.of(),
        Lbfgs.of().withMemory(1).withCurvatureCondition(0.01),
        Lbfgs.of().withDiagonalScaling(true),
        ConjugateGradient.of(),
        OwlQn.of(0),
        LbfgsB.of(Bounds.of(-1e300, 1e300)));
  }

  /** Each method with an objective and the reasons that are right. */
  private static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    methods()
        .forEach(
            method -> {
              cases.add(of(method, "flat", (x, g) -> 3, StopReason.GRADIENT_SMALL));
              cases.add(of(method, "linear", MisbehaviourTest::linear, StopReason.UNBOUNDED));
              cases.add(
                  of(method, "falling square", MisbehaviourTest::falling, StopReason.UNBOUNDED));
              cases.add(
                  of(
                      method,
                      "gradient of the other sign",
                      (x, g) -> scaledGradient(x, g, -1),
                      StopReason.GRADIENT_WRONG));
              cases.add(
                  of(
                      method,
                      "gradient of a flat loss",
                      (x, g) -> 0 * fill(g, 1) + 2,
                      StopReason.GRADIENT_WRONG));
              cases.add(
                  of(method, "nan at the start", (x, g) -> Double.NaN, StopReason.LOSS_NOT_FINITE));
              cases.add(
                  of(
                      method,
                      "infinite gradient at the start",
                      (x, g) -> fill(g, Double.POSITIVE_INFINITY),
                      StopReason.LOSS_NOT_FINITE));
            });
    return cases.stream();
  }

  private static Arguments of(
      Minimizer<?> method, String name, Objective objective, StopReason reason) {
    return Arguments.of(method, name, objective, reason);
  }

  private static double fill(double[] gradient, double element) {
    Arrays.fill(gradient, element);
    return element;
  }

  private static double linear(double[] x, double[] gradient) {
    fill(gradient, 1);
    return x[0] + x[1];
  }

  private static double falling(double[] x, double[] gradient) {
    gradient[0] = -2 * x[0];
    gradient[1] = -2 * x[1];
    return -(x[0] * x[0] + x[1] * x[1]);
  }

  private static double scaledGradient(double[] x, double[] gradient, double factor) {
    double loss = RosenbrockTest.rosenbrock(x, gradient);
    gradient[0] *= factor;
    gradient[1] *= factor;
    return loss;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void namesTheReason(Minimizer<?> method, String name, Objective objective, StopReason reason) {
    double[] start = {-1.2, 1};
    double atStart = objective.evaluate(start.clone(), new double[2]);
    SearchResult result =
        method.withGradientTolerance(1e-9).withMaxEvaluations(ENOUGH).minimize(objective, start);
    assertThat(result.reason()).as("%s", result).isEqualTo(reason);
    assertThat(result.loss() <= atStart || Double.isNaN(atStart)).as("%s", result).isTrue();
  }

  /** A scale that is wrong by so much may cost the minimum, or only evaluations. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void aGradientOfTheWrongScaleIsNoConvergenceIfTheMinimumIsMissed(Minimizer<?> method) {
    for (double scale : new double[] {1e-6, 1e-3, 1e3, 1e6, 1e12}) {
      SearchResult result =
          method
              .withGradientTolerance(1e-9)
              .withMaxEvaluations(ENOUGH)
              .minimize((x, g) -> scaledGradient(x, g, scale), -1.2, 1);
      assertThat(result.loss()).as("%s", result).isLessThanOrEqualTo(24.2);
      if (result.loss() > 1e-6) {
        assertThat(result.converged()).as("%s", result).isFalse();
      }
    }
  }

  /** The valley with a region in it where there is no loss. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void aRegionWithoutLossIsAvoided(Minimizer<?> method) {
    for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      SearchResult result =
          method
              .withMaxEvaluations(ENOUGH)
              .minimize(
                  (x, g) -> {
                    double loss = RosenbrockTest.rosenbrock(x, g);
                    return x[0] > 1.5 || x[1] > 2 || x[0] < -1.5 ? none : loss;
                  },
                  -1.2,
                  1);
      assertThat(result.loss()).as("%s", result).isLessThan(1e-8);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void aGradientThatIsNotFiniteInARegionIsAvoided(Minimizer<?> method) {
    SearchResult result =
        method
            .withMaxEvaluations(ENOUGH)
            .minimize(
                (x, g) -> {
                  double loss = RosenbrockTest.rosenbrock(x, g);
                  g[1] = x[0] > 1.5 ? Double.NaN : g[1];
                  return loss;
                },
                -1.2,
                1);
    assertThat(result.loss()).as("%s", result).isLessThan(1e-8);
  }

  /** A minimum at the edge of where the loss is defined: √x + x² has its least value at 0. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void aLossThatIsLeastAtAnEdgeEnds(Minimizer<?> method) {
    SearchResult result =
        method
            .withMaxEvaluations(ENOUGH)
            .minimize(
                (x, g) -> {
                  g[0] = 0.5 / Math.sqrt(x[0]) + 2 * x[0];
                  return Math.sqrt(x[0]) + x[0] * x[0];
                },
                1);
    assertThat(result.evaluations()).as("%s", result).isLessThan(ENOUGH);
    assertThat(result.loss()).as("%s", result).isLessThan(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void afterSomeEvaluationsEverythingIsNotANumber(Minimizer<?> method) {
    int[] evaluations = new int[1];
    List<Double> losses = new ArrayList<>();
    SearchResult result =
        method
            .withMaxEvaluations(ENOUGH)
            .minimize(
                (x, g) -> {
                  double loss = RosenbrockTest.rosenbrock(x, g);
                  losses.add(evaluations[0] < 15 ? loss : Double.POSITIVE_INFINITY);
                  return evaluations[0]++ < 15 ? loss : Double.NaN;
                },
                -1.2,
                1);
    assertThat(result.converged()).as("%s", result).isFalse();
    assertThat(result.evaluations()).as("%s", result).isLessThan(500);
    assertThat(result.loss()).isEqualTo(losses.stream().min(Double::compare).orElseThrow());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void anExceptionHasTheBestPoint(Minimizer<?> method) {
    int[] evaluations = new int[1];
    List<Double> losses = new ArrayList<>();
    RuntimeException cause = new IllegalArgumentException("not positive definite");
    assertThatThrownBy(
            () ->
                method.minimize(
                    (x, g) -> {
                      if (evaluations[0]++ == 15) {
                        throw cause;
                      }
                      losses.add(RosenbrockTest.rosenbrock(x, g));
                      return losses.get(losses.size() - 1);
                    },
                    -1.2,
                    1))
        .isInstanceOf(ObjectiveException.class)
        .hasCause(cause)
        .hasMessageContaining("at evaluation 16")
        .satisfies(
            e -> {
              SearchResult best = ((ObjectiveException) e).best();
              assertThat(best.reason()).isEqualTo(StopReason.OBJECTIVE_FAILED);
              assertThat(best.loss()).isEqualTo(losses.stream().min(Double::compare).orElseThrow());
              assertThat(RosenbrockTest.rosenbrock(best.point(), new double[2]))
                  .isEqualTo(best.loss());
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void noVariables(Minimizer<?> method) {
    SearchResult result = method.minimize((x, g) -> 7);
    assertThat(result.reason()).isEqualTo(StopReason.GRADIENT_SMALL);
    assertThat(result.loss()).isEqualTo(7);
    assertThat(result.evaluations()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void oneVariable(Minimizer<?> method) {
    SearchResult result =
        method.minimize(
            (x, g) -> {
              g[0] = 4 * (x[0] - 3) * (x[0] - 3) * (x[0] - 3);
              return Math.pow(x[0] - 3, 4);
            },
            100);
    assertThat(result.converged()).as("%s", result).isTrue();
    assertThat(result.loss()).isLessThan(1e-10);
  }

  /** |x| from 1, whose gradient does not vanish anywhere near its minimum. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void aKinkEnds(Minimizer<?> method) {
    SearchResult result =
        method
            .withMaxEvaluations(ENOUGH)
            .minimize(
                (x, g) -> {
                  g[0] = Math.signum(x[0]);
                  g[1] = 3 * Math.signum(x[1]);
                  return Math.abs(x[0]) + 3 * Math.abs(x[1]);
                },
                1,
                0.3);
    assertThat(result.evaluations()).as("%s", result).isLessThan(ENOUGH);
    assertThat(result.loss()).as("%s", result).isLessThan(1.9);
  }

  /** Random sums of sines: whatever is found is no worse than the start. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noiseInTheLossEnds(long seed) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    double[] first = {Double.NaN};
    SearchResult result =
        Lbfgs.of()
            .withMaxEvaluations(ENOUGH)
            .minimize(
                (x, g) -> {
                  double loss = RosenbrockTest.rosenbrock(x, g) + 1e-3 * random.nextDouble(-1, 1);
                  first[0] = Double.isNaN(first[0]) ? loss : first[0];
                  return loss;
                },
                -1.2,
                1);
    assertThat(result.evaluations()).as("%s", result).isLessThan(ENOUGH);
    assertThat(result.loss()).as("seed %s: %s", seed, result).isLessThanOrEqualTo(first[0]);
  }

  @Test
  void aPointThatIsWrittenToIsHeard() {
    assertThatThrownBy(
            () ->
                Lbfgs.of()
                    .minimize(
                        (x, g) -> {
                          x[0] = Math.max(x[0], 0);
                          return RosenbrockTest.rosenbrock(x, g);
                        },
                        -1.2,
                        1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the point was written to");
  }
}
