// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;

/** Where the gradient is zero without a minimum: x² − y² at the origin, and x³ + y². */
class SaddleTest {
  private static final double RATE = 0.1;
  private static final double RHO = 0.9;

  private static double[] saddle(double[] p) {
    return new double[] {2 * p[0], -2 * p[1]};
  }

  private static double[] inflection(double[] p) {
    return new double[] {3 * p[0] * p[0], 2 * p[1]};
  }

  @Test
  void sgdStaysAtTheSaddle() {
    Path path = Path.of(Sgd.of(RATE), 0, 0, SaddleTest::saddle, 1000);
    for (int t = 1; t <= path.steps(); t++) {
      assertThat(new double[] {path.x(t), path.y(t)}).as("step %d", t).containsExactly(0, 0);
    }
  }

  @Test
  void sgdOnTheRidgeRunsIntoTheSaddle() {
    Path path = Path.of(Sgd.of(RATE), 1, 0, SaddleTest::saddle, 200);
    for (int t = 1; t <= path.steps(); t++) {
      double expected = Math.pow(1 - 2 * RATE, t);
      assertThat(path.x(t)).as("x, step %d", t).isCloseTo(expected, within(1e-13 * expected));
      assertThat(path.y(t)).as("y, step %d", t).isZero();
    }
  }

  /**
   * y(t + 1) − y(t) = ρ·(y(t) − y(t − 1)) + 2η·y(t): a linear recurrence, whose solution from y(0)
   * = 0 is y(1)·(λ₁ᵗ − λ₂ᵗ) / (λ₁ − λ₂) with the roots of λ² − (1 + ρ + 2η)·λ + ρ.
   */
  @Test
  void momentumWithVelocityPassesTheSaddle() {
    double[] velocity = {0, -1};
    Path path =
        Path.withVelocity(
            Momentum.of(RATE).withMomentum(RHO), 0, 0, velocity, SaddleTest::saddle, 50);
    double half = (1 + RHO + 2 * RATE) / 2;
    double root = Math.sqrt(half * half - RHO);
    for (int t = 1; t <= path.steps(); t++) {
      double expected =
          RATE * RHO * (Math.pow(half + root, t) - Math.pow(half - root, t)) / (2 * root);
      assertThat(path.y(t)).as("step %d", t).isCloseTo(expected, within(1e-12 * expected));
    }
    assertThat(path.y(50)).isGreaterThan(1e6);
  }

  @Test
  void momentumWithoutVelocityStaysAtTheSaddle() {
    Path path = Path.of(Momentum.of(RATE), 0, 0, SaddleTest::saddle, 1000);
    for (int t = 1; t <= path.steps(); t++) {
      assertThat(new double[] {path.x(t), path.y(t)}).as("step %d", t).containsExactly(0, 0);
    }
  }

  /**
   * 1/x(t + 1) = 1/x(t) / (1 − 3η·x(t)) > 1/x(t) + 3η: x falls below 1/(1 + 3ηt), never below 0.
   */
  @Test
  void sgdNeverPassesAnInflectionMomentumDoes() {
    Path sgd = Path.of(Sgd.of(RATE), 1, 1, SaddleTest::inflection, 10_000);
    for (int t = 1; t <= sgd.steps(); t++) {
      assertThat(sgd.x(t)).as("step %d", t).isStrictlyBetween(0.0, 1 / (1 + 3 * RATE * t));
    }
    Path momentum = Path.of(Momentum.of(RATE), 1, 1, SaddleTest::inflection, 10);
    assertThat(momentum.x(10)).isNegative();
  }

  /** After one gradient of 1 the velocity is 1, ρ, ρ², …: in all a way of η / (1 − ρ). */
  @Test
  void withoutGradientMomentumCoastsToARest() {
    Weight momentum = Weight.ofDouble(Momentum.of(RATE).withMomentum(RHO));
    Weight sgd = Weight.ofDouble(Sgd.of(RATE));
    assertThat(momentum.move(1)).isEqualTo(-RATE);
    assertThat(sgd.move(1)).isEqualTo(-RATE);
    double way = RATE;
    for (int t = 1; t <= 400; t++) {
      double expected = RATE * Math.pow(RHO, t);
      double moved = -momentum.move(0);
      assertThat(moved).as("step %d", t).isCloseTo(expected, within(1e-12 * expected));
      assertThat(sgd.move(0)).as("SGD, step %d", t).isZero();
      way += moved;
    }
    assertThat(way).isCloseTo(RATE / (1 - RHO), within(1e-13));
  }
}
