// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.talweg.training.BareRule;

/** The formula, written out with powers, for the options that no reference file has. */
class NAdamTest {
  @Test
  void theProductIsCarriedInDoublePrecision() {
    assertFollows(NAdam.of(0.01), t -> 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.004)));
  }

  @Test
  void kerasSpeedOfTheWarmUpIsAnOption() {
    assertFollows(NAdam.of(0.01).withMomentumDecay(1), t -> 0.9 * (1 - 0.5 * Math.pow(0.96, t)));
  }

  @Test
  void aConstantMomentumIsAnOption() {
    assertFollows(NAdam.of(0.01).withConstantMomentum(true), t -> 0.9);
  }

  private static void assertFollows(NAdam rule, IntToDoubleFunction momentum) {
    double[] weight = {0.3};
    BareRule nadam = BareRule.of(rule);
    double[][] state = nadam.doubleState(1);
    double expected = 0.3;
    double m = 0;
    double v = 0;
    double product = 1;
    for (int t = 1; t <= 300; t++) {
      double g = Math.sin(t) + 0.5;
      nadam.step(t, weight, new double[] {g}, state);
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      product *= momentum.applyAsDouble(t);
      double next = momentum.applyAsDouble(t + 1);
      double corrected =
          next * m / (1 - product * next) + (1 - momentum.applyAsDouble(t)) * g / (1 - product);
      expected -= 0.01 * corrected / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
      assertThat(weight[0]).as("step %d", t).isCloseTo(expected, within(1e-12));
    }
  }
}
