package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
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
        .hasMessage("the smallest step must be at most the largest, 1.0, but was 2.0");
  }
}
