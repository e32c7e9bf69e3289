// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.rule.Hyperparameters;
import org.talweg.schedule.Schedule;

class AdEMAMixTest {
  private static Schedule value(AdEMAMix rule, String name) {
    Hyperparameters values = rule.hyperparameters();
    return values.get(
        values.numbers().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow());
  }

  /** Half-lives in steps: those of 0.9 and 0.9999 are 6.58 and 6931, half way their mean. */
  @Test
  void warmUpRaisesAlphaAndTheHalfLifeOfBeta3InProportionToTheStep() {
    AdEMAMix rule = AdEMAMix.of(0.1).withAlpha(8).withWarmUp(100);
    Schedule alpha = value(rule, "alpha");
    Schedule beta3 = value(rule, "beta3");
    double half = Math.log(0.5);
    double mean = (half / Math.log(0.9) + half / Math.log(0.9999)) / 2;
    assertThat(alpha.at(1)).isCloseTo(0.08, within(1e-15));
    assertThat(alpha.at(50)).isCloseTo(4, within(1e-14));
    assertThat(beta3.at(50)).isCloseTo(Math.pow(0.5, 1 / mean), within(1e-15));
    for (long step : new long[] {100, 101, 1_000_000}) {
      assertThat(alpha.at(step)).isEqualTo(8);
      assertThat(beta3.at(step)).isEqualTo(0.9999);
    }
  }

  @Test
  void warmUpFromABeta1OfZeroRisesToo() {
    Schedule beta3 = value(AdEMAMix.of(0.1).withBetas(0, 0.99, 0.999).withWarmUp(10), "beta3");
    assertThat(beta3.at(5)).isCloseTo(0.999 * 0.999, within(1e-15));
  }

  @Test
  void warmUpOverNoStepIsRefused() {
    assertThatThrownBy(() -> AdEMAMix.of(0.1).withWarmUp(0))
        .hasMessageContaining("the steps of the warm-up must be at least 1, but was 0");
  }
}
