// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.schedule.Schedule;
import org.talweg.training.BareRule;

class RpropTest {
  /** From the least that counts to the largest float, and zero of both signs. */
  @Test
  void onlyTheSignOfAGradientCounts() {
    float[] gradient = {1e-30f, -1e-30f, 1e-9f, -1, Float.MAX_VALUE, 0, -0f};
    float[] weights = new float[gradient.length];
    BareRule rprop = BareRule.of(Rprop.of(0.5));
    float[][] state = rprop.floatState(gradient.length);
    rprop.step(1, weights, gradient, state);
    assertThat(weights).containsExactly(-0.5f, 0.5f, -0.5f, 0.5f, -0.5f, 0, 0);
    rprop.step(2, weights, gradient, state);
    float grown = 0.5f * 1.2f;
    assertThat(state[1]).containsExactly(grown, grown, grown, grown, grown, 0.5f, 0.5f);
  }

  @Test
  void aTurnOfTheSignHalvesTheStepAndLeavesTheWeight() {
    double[] weight = {0};
    BareRule rprop = BareRule.of(Rprop.of(1));
    double[][] state = rprop.doubleState(1);
    rprop.step(1, weight, new double[] {3}, state);
    rprop.step(2, weight, new double[] {-7}, state);
    assertThat(weight).containsExactly(-1);
    assertThat(Math.abs(state[0][0])).isEqualTo(0);
    assertThat(state[1]).containsExactly(0.5);
    rprop.step(3, weight, new double[] {-7}, state);
    assertThat(weight).containsExactly(-0.5);
    assertThat(state[1]).containsExactly(0.5);
  }

  /** As optax 0.2.8 computes it: a turn of the sign leaves the weight for two steps. */
  @Test
  void aLateChangeIsThatOfTheStepBefore() {
    double[] weight = {0};
    BareRule rprop = BareRule.of(Rprop.of(1).withLateChange(true));
    double[][] state = rprop.doubleState(1);
    double[] gradients = {3, 5, -7, -7, -7, 0, 2};
    double[] after = {0, -1, -1, -1, -0.4, 0.32, 0.32};
    for (int step = 1; step <= gradients.length; step++) {
      rprop.step(step, weight, new double[] {gradients[step - 1]}, state);
      assertThat(weight[0]).as("step %d", step).isCloseTo(after[step - 1], within(1e-15));
    }
  }

  @Test
  void factorsAndBoundsMustBeInOrder() {
    assertThatThrownBy(() -> Rprop.of(1).withFactors(0.5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grow must be above 1, but was 1.0");
    assertThatThrownBy(() -> Rprop.of(1).withStepSizes(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the smallest step must be at most the largest, 1, but was 2");
  }

  @Test
  void aScheduleThatRisesIsRefused() {
    for (Schedule rising :
        new Schedule[] {
          Schedule.constant(0.01).warmUp(100),
          Schedule.cosine(0.01, 1000).warmUp(10).perEpoch(500),
          step -> step < 1000 ? 0 : 0.1
        }) {
      assertThatThrownBy(() -> Rprop.of(rising))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("starts from the first rate of a schedule and takes no other");
    }
    assertThat(Rprop.of(Schedule.cosine(0.01, 1000))).isNotNull();
  }

  @Test
  void atARateOfZeroWeightsAndStateStay() {
    float[] w = {1};
    BareRule still = BareRule.of(Rprop.of(0));
    float[][] state = still.floatState(1);
    for (int step = 1; step <= 100; step++) {
      still.step(step, w, new float[] {1}, state);
    }
    assertThat(w).containsExactly(1);
    assertThat(state[1]).containsExactly(0);
  }

  /** 2.6e-6 off with the default floor, whatever the number of steps. */
  @Test
  void withoutAFloorOfTheStepSizeItConverges() {
    double[] w = {0};
    double[] floored = {0};
    BareRule free = BareRule.of(Rprop.of(0.01).withStepSizes(0, 50));
    BareRule rule = BareRule.of(Rprop.of(0.01));
    double[][] state = free.doubleState(1);
    double[][] other = rule.doubleState(1);
    double worst = 0;
    for (int step = 1; step <= 1000; step++) {
      free.step(step, w, new double[] {w[0] - Math.PI}, state);
      rule.step(step, floored, new double[] {floored[0] - Math.PI}, other);
      worst = step > 900 ? Math.max(worst, Math.abs(floored[0] - Math.PI)) : 0;
    }
    assertThat(w[0]).isEqualTo(Math.PI, within(1e-14));
    assertThat(worst).isBetween(1e-7, 1e-5);
  }

  @Test
  void anInfiniteGradientHasASignLikeAnyOther() {
    float[] w = {0, 0};
    BareRule rule = BareRule.of(Rprop.of(0.5));
    float[][] state = rule.floatState(2);
    float huge = Float.POSITIVE_INFINITY;
    for (float g : new float[] {1, huge, -huge, -1}) {
      rule.step(state[1][0] == 0 ? 1 : 2, w, new float[] {g, -g}, state);
    }
    // −0.5, −0.6, a turn, and half of 0.6 back
    assertThat(w[0]).isEqualTo(-0.8f, within(1e-6f));
    assertThat(w[1]).isEqualTo(0.8f, within(1e-6f));
  }
}
