// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.BareRule;
import org.talweg.training.Trainer;

class RmsPropTest {
  private static final double ALPHA = 0.8;
  private static final double MU = 0.7;
  private static final double EPSILON = 0.1;
  private static final double[] RATES = {0.1, 0.3, 0.02, 0.2};
  private static final double[] GRADIENTS = {1.5, -0.5, 2, -3};

  /** By the formula of the Javadoc, written down once more, at rates that change. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void nesterovLooksAheadByTheNewVelocity(boolean centered, boolean rateInVelocity) {
    Schedule rates = step -> RATES[(int) step - 1];
    BareRule rule =
        BareRule.of(
            RmsProp.of(rates)
                .withDecay(ALPHA)
                .withEpsilon(EPSILON)
                .withMomentum(MU)
                .withNesterov(true)
                .withCentered(centered)
                .withRateInVelocity(rateInVelocity));
    double[] weight = {1};
    double[][] state = rule.doubleState(1);
    double expected = 1;
    double v = 0;
    double a = 0;
    double b = 0;
    for (int step = 1; step <= RATES.length; step++) {
      double g = GRADIENTS[step - 1];
      double rate = RATES[step - 1];
      v = ALPHA * v + (1 - ALPHA) * g * g;
      a = centered ? ALPHA * a + (1 - ALPHA) * g : 0;
      double push = g / (Math.sqrt(v - a * a) + EPSILON);
      if (rateInVelocity) {
        b = MU * b + rate * push;
        expected -= rate * push + MU * b;
      } else {
        b = MU * b + push;
        expected -= rate * (push + MU * b);
      }
      rule.step(step, weight, new double[] {g}, state);
      assertThat(weight[0]).isCloseTo(expected, within(1e-14));
    }
  }

  @Test
  void withoutMomentumNesterovChangesNothing() {
    float[] plain = {1, -2};
    float[] nesterov = plain.clone();
    BareRule rule = BareRule.of(RmsProp.of(0.1));
    BareRule ahead = BareRule.of(RmsProp.of(0.1).withNesterov(true));
    float[][] state = rule.floatState(2);
    float[][] other = ahead.floatState(2);
    for (int step = 1; step <= 3; step++) {
      rule.step(step, plain, new float[] {3, -0.5f}, state);
      ahead.step(step, nesterov, new float[] {3, -0.5f}, other);
    }
    assertThat(nesterov).isEqualTo(plain).doesNotContain(1, -2);
  }

  /** With one gradient for ever, v − a² goes to 0, and rounding takes it below. */
  @Test
  void theCenteredVarianceNeverTurnsAWeightIntoNaN() {
    float[] w = new float[100];
    float[] g = new float[100];
    for (int i = 0; i < 100; i++) {
      g[i] = 0.1f + 0.037f * i;
    }
    Trainer trainer =
        Trainer.of(
            RmsProp.of(0.01).withCentered(true),
            Parameter.of("w", FloatTensor.wrap(w, 100), FloatTensor.wrap(g, 100)));
    for (int step = 0; step < 5000; step++) {
      trainer.step();
    }
    for (float x : w) {
      assertThat(x).isFinite();
    }
  }

  /** In PyTorch, a quarter of the weights is NaN after such a run. */
  @Test
  void theCenteredVarianceInFloatIsThatInDouble() {
    int size = 1000;
    BareRule rule = BareRule.of(RmsProp.of(0.01).withDecay(0.5).withCentered(true));
    float[] w = new float[size];
    double[] v = new double[size];
    float[][] state = rule.floatState(size);
    double[][] wide = rule.doubleState(size);
    float[] g = new float[size];
    double[] h = new double[size];
    for (int i = 0; i < size; i++) {
      g[i] = 0.1f + 0.037f * i;
      h[i] = g[i];
    }
    for (int step = 1; step <= 12; step++) {
      rule.step(step, w, g, state);
      rule.step(step, v, h, wide);
    }
    for (int i = 0; i < size; i++) {
      // (g − a)² errs by what a does, ½ unit in its last place, 2⁻¹² times as large as g − a
      assertThat((double) state[0][i]).isEqualTo(wide[0][i], within(4e-3 * wide[0][i]));
      assertThat((double) w[i]).isEqualTo(v[i], within(4e-3 * Math.abs(v[i])));
      assertThat(state[0][i]).isPositive();
    }
  }

  @Test
  void oneHugeGradientAmongOnesLeavesTheCenteredRuleFinite() {
    float[] w = {0};
    float[] g = {1};
    Trainer trainer = Trainer.of(RmsProp.of(0.01).withCentered(true), Parameter.of("w", w, g, 1));
    for (int step = 1; step <= 100; step++) {
      g[0] = step == 10 ? 1e30f : 1;
      trainer.step();
      assertThat(w[0]).as("step %d", step).isFinite();
    }
  }
}
