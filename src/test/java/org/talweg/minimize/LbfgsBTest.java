// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.minimize.problems.BoundedProblems;
import org.talweg.minimize.problems.Problem;
import org.talweg.minimize.problems.Projection;

class LbfgsBTest {
  private static final long SEED = 20261130;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Problem problem(String id) {
    return BoundedProblems.all().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  private static LbfgsB of(Problem problem) {
    return LbfgsB.of(Bounds.of(problem.lower(), problem.upper()));
  }

  @Test
  void findsTheMinimumOfAnyQuadraticInABox() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 1_000; i++) {
      BoxQuadratic quadratic = new BoxQuadratic(random);
      SearchResult result =
          LbfgsB.of(Bounds.of(quadratic.lower, quadratic.upper))
              .withGradientTolerance(1e-9)
              .minimize(quadratic::evaluate, quadratic.start);
      assertThat(result.converged()).as("seed %s, case %s: %s", SEED, i, result).isTrue();
      assertThat(result.point())
          .as("seed %s, case %s: %s", SEED, i, result)
          .containsExactly(quadratic.minimizer(), within(1e-5));
    }
  }

  /** Every minimum of Rosenbrock's valley in a box has a projected gradient of zero. */
  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.5, 0.1, 0.01})
  void endsWhereTheProjectedGradientVanishesAtAnyCurvatureCondition(double curvature) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 500; i++) {
      double[] lower = {random.nextDouble(-3, 2), random.nextDouble(-3, 2)};
      double[] upper = {lower[0] + random.nextDouble(4), lower[1] + random.nextDouble(4)};
      double[] start = {random.nextDouble(-5, 5), random.nextDouble(-5, 5)};
      SearchResult result =
          LbfgsB.of(Bounds.of(lower, upper))
              .withCurvatureCondition(curvature)
              .withGradientTolerance(1e-6)
              .minimize(
                  (x, g) -> {
                    assertThat(x[0]).isBetween(lower[0], upper[0]);
                    assertThat(x[1]).isBetween(lower[1], upper[1]);
                    return RosenbrockTest.rosenbrock(x, g);
                  },
                  start);
      assertThat(result.converged()).as("seed %s, case %s: %s", SEED, i, result).isTrue();
      assertThat(result.gradientNorm()).as("%s", result).isLessThanOrEqualTo(1e-4);
    }
  }

  @Test
  void theNormIsThatOfTheProjectedGradient() {
    for (Problem problem : BoundedProblems.all()) {
      SearchResult result =
          of(problem)
              .withMaxEvaluations(7)
              .minimize(problem::evaluate, problem.starts().get(0).point());
      double[] g = new double[problem.n()];
      problem.evaluate(result.point(), g);
      assertThat(result.gradientNorm())
          .as("%s", problem)
          .isCloseTo(
              Projection.gradient(problem, result.point(), g),
              within(1e-9 * (1 + result.gradientNorm())));
    }
  }

  @Test
  void aFixedVariableNeverMoves() {
    double[] lower = {-INFINITY, 0.3, -INFINITY};
    double[] upper = {INFINITY, 0.3, 2};
    SearchResult result =
        LbfgsB.of(Bounds.of(lower, upper))
            .minimize(
                (x, g) -> {
                  assertThat(x[1]).isEqualTo(0.3);
                  g[1] = 1e6;
                  g[0] = 2 * (x[0] - x[1]);
                  g[2] = 2 * (x[2] - 5);
                  return (x[0] - x[1]) * (x[0] - x[1]) + (x[2] - 5) * (x[2] - 5) + 1e6 * x[1];
                },
                4,
                0.3,
                -7);
    assertThat(result.point()).containsExactly(new double[] {0.3, 0.3, 2}, within(1e-9));
    assertThat(result.startMoved()).isFalse();
    assertThat(result.converged()).isTrue();
  }

  @Test
  void aStartOutsideIsMovedToTheNearestPointInside() {
    Search search = LbfgsB.of(Bounds.of(0, 1)).search(-3, 0.25, 7, 1);
    assertThat(search.point()).containsExactly(0, 0.25, 1, 1);
    search.stop();
    assertThat(search.result().startMoved()).isTrue();
    assertThat(search.result()).asString().endsWith("; the start was moved inside the bounds");
    Search inside = LbfgsB.of(Bounds.of(0, 1)).search(0, 1);
    inside.stop();
    assertThat(inside.result().startMoved()).isFalse();
  }

  @Test
  void withoutAFiniteBoundItIsLbfgs() {
    double[] start = {-1.2, 1};
    assertThat(
            LbfgsB.of(Bounds.of(-INFINITY, INFINITY)).minimize(RosenbrockTest::rosenbrock, start))
        .isEqualTo(Lbfgs.of().minimize(RosenbrockTest::rosenbrock, start));
  }

  @Test
  void maximizesWithinBounds() {
    SearchResult result =
        LbfgsB.of(Bounds.of(-1, 2))
            .maximizing()
            .minimize(
                (x, g) -> {
                  g[0] = -2 * (x[0] - 3);
                  return 5 - (x[0] - 3) * (x[0] - 3);
                },
                0);
    assertThat(result.point()).containsExactly(2);
    assertThat(result.loss()).isEqualTo(4);
  }

  /** The loss is infinite at the bound itself, and its logarithm's argument never negative. */
  @Test
  void aLossThatIsInfiniteAtABoundIsMinimizedAll() {
    SearchResult result =
        LbfgsB.of(Bounds.of(0, INFINITY))
            .minimize(
                (x, g) -> {
                  g[0] = 1 - 0.01 / x[0];
                  g[1] = 1;
                  return x[0] + x[1] - 0.01 * Math.log(x[0]);
                },
                100,
                50);
    assertThat(result.converged()).as("%s", result).isTrue();
    assertThat(result.point()).containsExactly(new double[] {0.01, 0}, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hs38", "torsion-10-5", "biggs-exp6-bounded", "broyden-banded-half"})
  void goesOnWithTheSameBitsWhereverItWasSaved(String id) {
    Problem problem = problem(id);
    LbfgsB method = of(problem).withMemory(4);
    double[] start = problem.starts().get(0).point();
    SearchResult whole = method.minimize(problem::evaluate, start);
    Search search = method.search(start);
    while (search.isRunning()) {
      Checkpoint checkpoint = search.checkpoint();
      assertThat(method.resume(checkpoint).run(problem::evaluate)).isEqualTo(whole);
      search = method.resume(checkpoint);
      search.accept(problem.evaluate(search.point(), search.gradient()));
    }
    assertThat(search.result()).isEqualTo(whole);
  }

  @Test
  void aCheckpointWithOtherBoundsIsRefused() {
    Checkpoint checkpoint =
        LbfgsB.of(Bounds.of(new double[2], new double[2])).search(0, 0).checkpoint();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LbfgsB.of(Bounds.of(new double[2], new double[] {0, 1})).resume(checkpoint))
        .withMessageContaining("upperBounds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LbfgsB.of(Bounds.of(0, 0)).resume(checkpoint))
        .withMessageContaining("minimizer");
  }

  @Test
  void anIterationAllocatesNothing() {
    Problem problem = problem("torsion-30-5");
    LbfgsB method = of(problem).withLossTolerance(0);
    method.minimize(problem::evaluate, problem.starts().get(0).point());
    Search search = method.search(problem.starts().get(0).point());
    for (int i = 0; i < 15; i++) {
      search.accept(problem.evaluate(search.point(), search.gradient()));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long none = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    none = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - none;
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    long iterations = search.iterations();
    for (int i = 0; i < 40; i++) {
      search.accept(problem.evaluate(search.point(), search.gradient()));
    }
    long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertThat(search.iterations()).isGreaterThan(iterations + 20);
    assertThat(after - before).isEqualTo(none);
  }

  @Test
  void boundsThatAreNoneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.of(2, 1))
        .withMessage("the lower bound must not be above the upper one, but was 2.0 and 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.of(new double[] {0, Double.NaN}, new double[] {1, 1}))
        .withMessage("the lower bound of variable 1 must be a number or −∞, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.of(-INFINITY, -INFINITY))
        .withMessage("the upper bound must be a number or ∞, but was -Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.of(INFINITY, INFINITY))
        .withMessage("the lower bound must be a number or −∞, but was Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.of(new double[2], new double[3]))
        .withMessage("the bounds must be as many below as above, but were 2 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LbfgsB.of(Bounds.of(new double[2], new double[2])).search(1, 2, 3))
        .withMessage("the bounds are of 2 variables, but the point has 3");
  }

  @Test
  void optionsAreChecked() {
    LbfgsB method = LbfgsB.of(Bounds.of(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.withMemory(0))
        .withMessage("the memory must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.withCurvatureCondition(1e-3))
        .withMessage("the curvature condition must be in (0.001, 1), but was 0.001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.withFirstStep(0))
        .withMessage("the first step must be positive and finite, but was 0.0");
    assertThat(method).asString().startsWith("LbfgsB[bounds=[0.0, 1.0], memory=10");
    assertThat(method)
        .isEqualTo(LbfgsB.of(Bounds.of(0, 1)))
        .hasSameHashCodeAs(LbfgsB.of(Bounds.of(0, 1)))
        .isNotEqualTo(LbfgsB.of(Bounds.of(0, 2)))
        .isNotEqualTo(method.withMemory(5));
  }

  @Test
  void boundsAreCopied() {
    double[] lower = {0, 0};
    double[] upper = {1, 1};
    Bounds bounds = Bounds.of(lower, upper);
    Arrays.fill(lower, 9);
    assertThat(bounds).isEqualTo(Bounds.of(new double[2], upper)).hasToString("2 intervals");
  }
}
