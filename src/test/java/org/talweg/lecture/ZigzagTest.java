// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Optimizer;

/** The elongated bowl x²/20 + y², from (−7, 2): steep across, flat along. */
class ZigzagTest {
  private static final int STEPS = 30;

  private static Path descend(Optimizer rule) {
    return Path.of(rule, -7, 2, p -> new double[] {p[0] / 10, 2 * p[1]}, STEPS);
  }

  /** x is multiplied by 1 − η/10 and y by 1 − 2η, which is −0.9. */
  @Test
  void sgdCrossesTheValleyAtEveryStep() {
    Path path = descend(Sgd.of(0.95));
    for (int t = 1; t <= STEPS; t++) {
      assertThat(path.x(t)).as("x, step %d", t).isCloseTo(-7 * Math.pow(0.905, t), within(1e-14));
      assertThat(path.y(t)).as("y, step %d", t).isCloseTo(2 * Math.pow(-0.9, t), within(1e-14));
    }
    assertThat(path.signChangesOfY()).isEqualTo(STEPS);
  }

  /** Beyond η = 1 the steep direction diverges, so the flat one can't be made faster. */
  @Test
  void theSteepDirectionBoundsSgdsRate() {
    Path path = descend(Sgd.of(1.05));
    for (int t = 1; t <= STEPS; t++) {
      double expected = 2 * Math.pow(-1.1, t);
      assertThat(path.y(t))
          .as("step %d", t)
          .isCloseTo(expected, within(1e-13 * Math.abs(expected)));
    }
  }

  /**
   * y follows λ² − (1 + ρ − 2η)·λ + ρ = 0: complex roots √ρ·e^(±iθ) with cos θ = (1 + ρ − 2η) /
   * (2√ρ). y(0) = 2 and y(1) = 2·(1 − 2η) fix amplitude and phase; a sign change every π/θ ≈ 6.8
   * steps.
   */
  @Test
  void momentumSwingsInLongWaves() {
    double rate = 0.1;
    double rho = 0.9;
    Path path = descend(Momentum.of(rate).withMomentum(rho));
    double theta = Math.acos((1 + rho - 2 * rate) / (2 * Math.sqrt(rho)));
    double sine = (2 * (1 - 2 * rate) / Math.sqrt(rho) - 2 * Math.cos(theta)) / Math.sin(theta);
    for (int t = 1; t <= STEPS; t++) {
      double expected =
          Math.pow(rho, t / 2.0) * (2 * Math.cos(theta * t) + sine * Math.sin(theta * t));
      assertThat(path.y(t)).as("step %d", t).isCloseTo(expected, within(1e-13));
    }
    assertThat(path.signChangesOfY()).isEqualTo(4);
  }

  /** The first step moves y from 2 to 0.5; from then on 2η/√h is below 1, and y never crosses. */
  @Test
  void adaGradDoesNotCrossTheValleyAtAll() {
    Path path = descend(AdaGrad.of(1.5));
    assertThat(path.y(1)).isCloseTo(0.5, within(1e-10));
    assertThat(path.signChangesOfY()).isZero();
    assertThat(path.y(STEPS)).isCloseTo(0, within(1e-12));
    assertThat(Math.abs(path.x(STEPS))).isLessThan(7);
  }

  @Test
  void adamSwingsLessThanSgd() {
    assertThat(descend(Adam.of(0.3)).signChangesOfY()).isLessThanOrEqualTo(STEPS / 5);
  }
}
