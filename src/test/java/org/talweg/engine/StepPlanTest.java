// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepPlanTest {
  private static final double FAST = 0.983;
  private static final double SLOW = 0.984;

  private static boolean vanishes(long step, double factor) {
    StepPlan plan = new StepPlan(false, false);
    plan.step(step, 0);
    assertThat(plan.vanishes()).as("a pass at step %d", step).isEqualTo(step % 32 == 0);
    return plan.vanishes(factor);
  }

  @Test
  void whatFadesFastVanishesEvery32StepsAndAllElseEvery256() {
    for (long step = 1; step <= 1024; step++) {
      assertThat(vanishes(step, 0)).as("step %d", step).isEqualTo(step % 32 == 0);
      assertThat(vanishes(step, FAST)).as("step %d", step).isEqualTo(step % 32 == 0);
      assertThat(vanishes(step, SLOW)).as("step %d", step).isEqualTo(step % 256 == 0);
      assertThat(vanishes(step, 1)).as("step %d", step).isEqualTo(step % 256 == 0);
    }
  }

  @Test
  void whatIsKeptByAPassIsNotSubnormalBeforeTheNext() {
    double smallestKept = 0x1p-120;
    assertThat(smallestKept * Math.pow(0.9, 32)).isGreaterThan(Float.MIN_NORMAL);
    assertThat(smallestKept * Math.pow(SLOW, 256)).isGreaterThan(Float.MIN_NORMAL);
  }
}
