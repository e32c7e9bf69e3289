// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class FtrlTest {
  /** |z| is |g| at the first step from zero: weights whose gradient is within L1 are zero. */
  @Test
  void weightsWithinL1AreExactlyZero() {
    float[] w = new float[4];
    float[] g = {0.05f, -0.1f, 0.3f, -0.3f};
    Trainer.of(Ftrl.of(0.1).withL1(0.1), Parameter.of("w", w, g, 4)).step();
    assertThat(w[0]).isEqualTo(0f);
    assertThat(w[1]).isEqualTo(0f);
    assertThat(w[2]).isNegative();
    assertThat(w[3]).isPositive();
  }

  @Test
  void aRateOfZeroLeavesWeightsAndState() {
    for (Ftrl rule : new Ftrl[] {Ftrl.of(0), Ftrl.of(0).withPower(0.3)}) {
      double[] w = {1, -2};
      Trainer trainer = Trainer.of(rule, Parameter.of("w", w, new double[] {1, 1}, 2));
      trainer.step();
      assertThat(w).containsExactly(1, -2);
      for (String slot : new String[] {"w/subgradient", "w/sum_of_squares"}) {
        DoubleTensor state = (DoubleTensor) trainer.checkpoint().tensor(slot);
        assertThat(state.array()).containsOnly(0);
      }
    }
  }

  @Test
  void aWeightWithoutGradientStaysZeroWithoutAnyRegularization() {
    for (Ftrl rule :
        new Ftrl[] {
          Ftrl.of(0.1).withBeta(0),
          Ftrl.of(0.1).withBeta(0).withL2(0.1),
          Ftrl.of(0.1).withL2(0.1).withBeta(0),
          Ftrl.of(0.1).withBeta(0).with(Ftrl.L2, Schedule.linear(0, 0.1, 10))
        }) {
      float[] w = {0, 0};
      Trainer trainer = Trainer.of(rule, Parameter.of("w", w, new float[] {0, 1e-3f}, 2));
      for (int step = 0; step < 20; step++) {
        trainer.step();
        assertThat(w[0]).as("%s", rule).isEqualTo(0);
        assertThat(w[1]).as("%s", rule).isNegative().isFinite();
      }
    }
    assertThat(Ftrl.of(0.1).withBeta(0).withL2(0.1))
        .isEqualTo(Ftrl.of(0.1).withL2(0.1).withBeta(0));
  }

  /** A gradient that underflows when squared is not divided by next to nothing. */
  @Test
  void aTinyGradientMovesAWeightByAboutTheRateAtMost() {
    for (float tiny : new float[] {1e-19f, 1e-22f, 1e-23f, 1e-30f, Float.MIN_VALUE}) {
      float[] w = {0};
      Trainer.of(Ftrl.of(0.1).withBeta(0), Parameter.of("w", w, new float[] {tiny}, 1)).step();
      assertThat(w[0]).as("gradient %s", tiny).isBetween(-0.2f, 0f);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.4})
  void aWeightWithoutGradientStaysWhereItIsWhenTheRateChanges(double power) {
    for (double l1 : new double[] {0, 0.5}) {
      double[] w = {0};
      double[] g = {-1};
      Ftrl rule = Ftrl.of(0.1).withPower(power).withL1(l1);
      Trainer trainer = Trainer.of(rule, Parameter.of("w", w, g, 1));
      for (int step = 0; step < 5; step++) {
        trainer.step();
      }
      double reached = w[0];
      if (power == 0.5 && l1 == 0) {
        assertThat(reached).isEqualTo(0.192259, within(5e-7));
      }
      g[0] = 0;
      for (double rate : new double[] {0.1, 0.01, 3, 0, 1e-30, 0.2, 1e-18, 0.1}) {
        trainer.setLearningRate(rate);
        trainer.step();
        assertThat(w[0]).as("%s at %s", rule, rate).isEqualTo(reached);
      }
    }
  }

  /** The proximal step from where the weight is: without L1 and L2, AdaGrad's at every rate. */
  @Test
  void atAChangingRateItIsAdaGradWithBetaInTheDivisor() {
    double[] rates = {0.3, 0.1, 0.7, 1e-3, 0.2, 0, 0.4};
    double[] gradients = {1, -0.5, 0.25, 2, -3, 1, 0.125};
    double[] w = {0};
    double[] g = {0};
    Schedule schedule = step -> rates[(int) step - 1];
    Trainer trainer = Trainer.of(Ftrl.of(schedule), Parameter.of("w", w, g, 1));
    double expected = 0;
    double n = 0;
    for (int step = 0; step < rates.length; step++) {
      g[0] = gradients[step];
      n += rates[step] == 0 ? 0 : g[0] * g[0];
      expected -= rates[step] * g[0] / (1 + Math.sqrt(n));
      trainer.step();
      assertThat(w[0]).as("step %d", step + 1).isEqualTo(expected, within(1e-14));
    }
  }

  /** At a constant rate both are one rule: the state of one is the other's in other words. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.4})
  void atAConstantRateItIsTheRuleThatKeepsZ(double power) {
    Ftrl rule =
        Ftrl.of(0.2)
            .withPower(power)
            .withInitialAccumulator(0.1)
            .withL1(0.3)
            .withL2(0.2)
            .withShrinkage(0.05);
    SplittableRandom random = new SplittableRandom(11);
    double[] w = random.doubles(100, -1, 1).toArray();
    double[] v = w.clone();
    double[] g = new double[100];
    Trainer trainer = Trainer.of(rule, Parameter.of("w", w, g, 100));
    Trainer other = Trainer.of(rule.withPresentRate(true), Parameter.of("w", v, g, 100));
    int zeros = 0;
    for (int step = 0; step < 200; step++) {
      for (int i = 0; i < 100; i++) {
        g[i] = i % 3 == step % 3 ? 0 : random.nextDouble(-1, 1);
      }
      trainer.step();
      other.step();
      for (int i = 0; i < 100; i++) {
        assertThat(w[i]).as("step %d, %d", step, i).isEqualTo(v[i], within(1e-13));
        assertThat(w[i] == 0).as("step %d, %d is zero", step, i).isEqualTo(v[i] == 0);
        zeros += w[i] == 0 ? 1 : 0;
      }
    }
    assertThat(zeros).isBetween(100, 19_900);
  }

  /** With z in place of its divisor at the rates before. */
  @Test
  void inKerasAWeightWithoutGradientIsInProportionToTheRate() {
    double[] w = {0};
    double[] g = {-1};
    Trainer trainer = Trainer.of(Ftrl.of(0.1).withPresentRate(true), Parameter.of("w", w, g, 1));
    for (int step = 0; step < 5; step++) {
      trainer.step();
    }
    g[0] = 0;
    trainer.setLearningRate(0.01);
    trainer.step();
    assertThat(w[0]).isEqualTo(0.0192259, within(5e-8));
  }

  @Test
  void aRateThatFallsBelowEveryFloatLeavesWeightsInPlace() {
    float[] w = {0};
    float[] g = {-1};
    Trainer trainer =
        Trainer.of(Ftrl.of(Schedule.exponential(0.1, 0.99)), Parameter.of("w", w, g, 1));
    for (int step = 0; step < 2000; step++) {
      trainer.step();
    }
    float reached = w[0];
    for (int step = 2000; step < 20_000; step++) {
      trainer.step();
    }
    assertThat(w[0]).isEqualTo(reached, within(1e-4f * reached));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void aGradientWhoseSquareOverflowsHoldsTheWeightOrItIsZeroWithL1(double l1) {
    float[] w = {0};
    float[] g = {1};
    Trainer trainer = Trainer.of(Ftrl.of(0.1).withL1(l1), Parameter.of("w", w, g, 1));
    for (int step = 0; step < 5; step++) {
      trainer.step();
    }
    float before = w[0];
    g[0] = 1e21f;
    trainer.step();
    g[0] = 1;
    for (int step = 0; step < 100; step++) {
      trainer.step();
    }
    assertThat(before).isNegative();
    assertThat(w[0] + 0).isEqualTo(l1 == 0 ? before : 0);
  }
}
