// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.rule.Epsilon;
import org.talweg.training.BareRule;

class AdadeltaTest {
  @Test
  void epsilonMayStandOutsideTheRoots() {
    double[] weight = {0.3};
    BareRule adadelta = BareRule.of(Adadelta.of(0.5).withEpsilon(Epsilon.outsideRoot(0.01)));
    double[][] state = adadelta.doubleState(1);
    double expected = 0.3;
    double square = 0;
    double changes = 0;
    for (int t = 1; t <= 100; t++) {
      double g = Math.sin(t) + 0.5;
      adadelta.step(t, weight, new double[] {g}, state);
      square = 0.95 * square + 0.05 * g * g;
      double change = (Math.sqrt(changes) + 0.01) / (Math.sqrt(square) + 0.01) * g;
      changes = 0.95 * changes + 0.05 * change * change;
      expected -= 0.5 * change;
      assertThat(weight[0]).as("step %d", t).isCloseTo(expected, within(1e-12));
    }
  }
}
