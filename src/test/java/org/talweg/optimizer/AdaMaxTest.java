// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.rule.Epsilon;
import org.talweg.training.BareRule;

class AdaMaxTest {
  @Test
  void epsilonMayStandInTheDivisor() {
    double[] weight = {0.3};
    BareRule adamax = BareRule.of(AdaMax.of(0.01).withEpsilon(Epsilon.outsideRoot(0.1)));
    double[][] state = adamax.doubleState(1);
    double expected = 0.3;
    double m = 0;
    double u = 0;
    for (int t = 1; t <= 100; t++) {
      double g = Math.sin(t) + 0.5;
      adamax.step(t, weight, new double[] {g}, state);
      m = 0.9 * m + 0.1 * g;
      u = Math.max(0.999 * u, Math.abs(g));
      expected -= 0.01 * m / (1 - Math.pow(0.9, t)) / (u + 0.1);
      assertThat(weight[0]).as("step %d", t).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void anEpsilonOfZeroIsRefused() {
    assertThatThrownBy(() -> AdaMax.of(1).withEpsilon(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epsilon must be at least 1.0E-30 and finite, but was 0.0");
    assertThatThrownBy(() -> AdaMax.of(1).withEpsilon(Epsilon.outsideRoot(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epsilon must be at least 1.0E-30 and finite, but was 0.0");
  }
}
