// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Sgd;
import org.talweg.schedule.Schedule;

/** What is wrong or forgotten is an error that changes nothing. */
class BareRuleTest {
  private final BareRule adam = BareRule.of(Adam.of(0.1));
  private final float[] weights = {1, 2};
  private final float[] gradient = {1, -1};
  private final float[][] state = adam.floatState(2);

  @Test
  void twoLinesAreAStep() {
    double[] w = {1};
    BareRule.of(Sgd.of(0.5)).step(1, w, new double[] {1}, new double[0][]);
    assertThat(w).containsExactly(0.5);
  }

  @Test
  void decayIsTheRulesOwn() {
    double[] w = {1};
    BareRule adamW = BareRule.of(AdamW.of(0.5).withWeightDecay(0.25));
    adamW.step(1, w, new double[1], adamW.doubleState(1));
    assertThat(w).containsExactly(1 - 0.5 * 0.25);
  }

  @Test
  void aRangeIsSteppedAlone() {
    adam.step(1, weights, gradient, state, 1, 2);
    assertThat(weights[0]).isEqualTo(1);
    assertThat(weights[1]).isGreaterThan(2);
    assertThat(state[0]).containsExactly(0, 0.1f * -1);
  }

  private void assertRefused(ThrowingCallable step, String message) {
    assertThatIllegalArgumentException().isThrownBy(step).withMessageContaining(message);
    assertThat(weights).containsExactly(1, 2);
    assertThat(state).isDeepEqualTo(new float[2][2]);
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    String needs =
        "2 weights need as many gradients, and as many elements of state in 2 arrays, but there"
            + " were ";
    assertRefused(() -> adam.step(1, weights, new float[1], state), needs + "1 in one of 2 arrays");
    assertRefused(
        () -> adam.step(1, weights, gradient, new float[1][2]),
        "needs an array of state for each of its 2 slots, but there were 1");
    assertRefused(
        () -> adam.step(1, weights, gradient, new float[][] {state[0], {1}}),
        needs + "1 in one of 2 arrays");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> adam.step(1, weights, gradient, state, 1, 3));
    assertThat(weights).containsExactly(1, 2);
  }

  @Test
  void oneArrayForTwoThingsIsRefused() {
    String message = "one array was given for two of weights, gradient and state";
    assertRefused(() -> adam.step(1, weights, weights, state), message);
    assertRefused(
        () -> adam.step(1, weights, gradient, new float[][] {state[0], state[0]}), message);
    assertRefused(
        () -> adam.step(1, weights, gradient, new float[][] {state[0], gradient}), message);
  }

  @Test
  void stepsAreCountedFromOne() {
    assertRefused(
        () -> adam.step(0, weights, gradient, state), "step must be at least 1, but was 0");
  }

  @Test
  void aValueThatIsNotAllowedIsAnErrorAtItsStep() {
    BareRule falling = BareRule.of(Sgd.of(Schedule.constant(1).then(1, -1)));
    float[] w = {1};
    falling.step(1, w, new float[] {0.5f}, new float[0][]);
    assertThatIllegalStateException()
        .isThrownBy(() -> falling.step(2, w, new float[] {0.5f}, new float[0][]))
        .withMessageContaining("at step 2 it was -1.0");
    assertThat(w).containsExactly(0.5f);
  }

  @Test
  void whatFloatCanNotHoldIsRefused() {
    BareRule large = BareRule.of(AdaGrad.of(1).withInitialAccumulator(1e39));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> large.floatState(1))
        .withMessageContaining("is infinite in single precision");
    assertThat(large.doubleState(1)[0]).containsExactly(1e39);
    assertThatIllegalStateException()
        .isThrownBy(() -> BareRule.of(Sgd.of(1e39)).step(1, weights, gradient, new float[0][]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> large.doubleState(-1))
        .withMessage("size must not be negative, but was -1");
  }
}
