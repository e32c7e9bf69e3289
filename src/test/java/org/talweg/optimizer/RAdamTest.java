// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.rule.Epsilon;
import org.talweg.training.BareRule;

/** The formula, written out with powers, with an ε large enough for its place to be seen. */
class RAdamTest {
  @Test
  void epsilonIsAddedToTheUncorrectedRoot() {
    assertFollows(RAdam.of(0.01).withEpsilon(0.1), false);
  }

  @Test
  void orToTheCorrectedOne() {
    assertFollows(RAdam.of(0.01).withEpsilon(Epsilon.outsideRoot(0.1)), true);
  }

  private static void assertFollows(RAdam rule, boolean corrected) {
    double[] weight = {0.3};
    BareRule radam = BareRule.of(rule.withBetas(0.9, 0.99));
    double[][] state = radam.doubleState(1);
    double expected = 0.3;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= 300; t++) {
      double g = Math.sin(t) + 0.5;
      radam.step(t, weight, new double[] {g}, state);
      m = 0.9 * m + 0.1 * g;
      v = 0.99 * v + 0.01 * g * g;
      double change = 0.01 * m / (1 - Math.pow(0.9, t));
      double power = Math.pow(0.99, t);
      double length = 199 - 2 * t * power / (1 - power);
      if (length > 5) {
        double root = Math.sqrt(1 - power);
        change *= Math.sqrt((length - 4) * (length - 2) * 199 / (195.0 * 197 * length));
        change /= corrected ? Math.sqrt(v) / root + 0.1 : (Math.sqrt(v) + 0.1) / root;
      }
      expected -= change;
      assertThat(weight[0]).as("step %d", t).isCloseTo(expected, within(1e-12));
    }
  }

  /** Until v is trusted it does not count, be it infinite. */
  @Test
  void aHugeFirstGradientIsPlainMomentum() {
    float[] w = {0};
    BareRule rule = BareRule.of(RAdam.of(1e-30));
    rule.step(1, w, new float[] {1e21f}, rule.floatState(1));
    assertThat(w[0]).isEqualTo(-1e-9f, within(1e-15f));
  }
}
