// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.RmsProp;

/** The rate of one weight, −Δw / g: AdaGrad's only falls, RMSProp's recovers. */
class EffectiveRateTest {
  private static final double RATE = 0.1;
  private static final double ALPHA = 0.9;
  private static final double EPSILON = 1e-7;

  /** Each square is at least 1e-7 of the sum before it, so each fall is one that shows. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void adaGradsRateFallsWithEveryGradient(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Weight weight = Weight.ofDouble(AdaGrad.of(RATE));
    double last = Double.POSITIVE_INFINITY;
    for (int t = 1; t <= 1000; t++) {
      double size = Math.pow(10, random.nextDouble(-1, 1));
      double rate = weight.effectiveRate(random.nextBoolean() ? size : -size);
      assertThat(rate).as("seed %d, step %d", seed, t).isPositive().isLessThan(last);
      last = rate;
    }
  }

  @Test
  void adaGradsRateStaysWhileTheGradientIsZero() {
    Weight weight = Weight.ofDouble(AdaGrad.of(RATE));
    weight.move(3);
    for (int t = 0; t < 100; t++) {
      assertThat(weight.move(0)).isZero();
    }
    double expected = RATE / (5 + 1e-10); // √(3² + 4²) = 5
    assertThat(weight.effectiveRate(4)).isCloseTo(expected, within(1e-15 * expected));
  }

  @Test
  void adaGradsStepsShrinkAsOneOverTheRootOfTheirNumber() {
    Weight weight = Weight.ofDouble(AdaGrad.of(RATE).withEpsilon(EPSILON));
    for (int t = 1; t <= 10_000; t++) {
      double expected = RATE * 2 / (2 * Math.sqrt(t) + EPSILON);
      assertThat(-weight.move(2)).as("step %d", t).isCloseTo(expected, within(1e-15 * expected));
    }
  }

  /**
   * After n gradients b and k gradients g, v = αᵏ·(1 − αⁿ)·b² + (1 − αᵏ)·g². The rate climbs from
   * about η/b back to η/g.
   */
  @Test
  void rmsPropsRateRecoversAfterLargeGradients() {
    double large = 100;
    double small = 0.01;
    int burst = 50;
    Weight weight = Weight.ofDouble(RmsProp.of(RATE).withDecay(ALPHA).withEpsilon(EPSILON));
    double rate = 0;
    for (int t = 1; t <= burst; t++) {
      rate = weight.effectiveRate(large);
    }
    assertThat(rate).isCloseTo(RATE / large, within(0.003 * RATE / large)); // √(1 − 0.9⁵⁰)
    for (int k = 1; k <= 300; k++) {
      double left = Math.pow(ALPHA, k);
      double v = left * (1 - Math.pow(ALPHA, burst)) * large * large + (1 - left) * small * small;
      double expected = RATE / (Math.sqrt(v) + EPSILON);
      double next = weight.effectiveRate(small);
      assertThat(next).as("step %d", k).isCloseTo(expected, within(1e-12 * expected));
      assertThat(next).as("step %d", k).isGreaterThan(rate);
      rate = next;
    }
    assertThat(rate).isCloseTo(RATE / small, within(2e-5 * RATE / small));
  }

  @Test
  void adaGradsRateNeverRecoversFromTheSame() {
    Weight weight = Weight.ofDouble(AdaGrad.of(RATE).withEpsilon(EPSILON));
    for (int t = 1; t <= 50; t++) {
      weight.move(100);
    }
    for (int t = 1; t <= 300; t++) {
      assertThat(weight.effectiveRate(0.01)).isLessThan(RATE / 700); // √(50 · 100²) = 707
    }
  }

  @Test
  void aFadingMemoryForgetsTheFasterTheSmallerItsDecay() {
    Weight slow = Weight.ofDouble(RmsProp.of(RATE).withDecay(0.99));
    Weight fast = Weight.ofDouble(RmsProp.of(RATE).withDecay(0.9));
    slow.move(100);
    fast.move(100);
    for (int t = 1; t <= 50; t++) {
      slow.move(0.01);
      fast.move(0.01);
    }
    // v ≈ (1 − α)·α⁵⁰·100²: roots 7.8 and 2.3
    assertThat(slow.effectiveRate(0.01)).isCloseTo(RATE / 7.74, within(0.01 * RATE / 7.74));
    assertThat(fast.effectiveRate(0.01)).isCloseTo(RATE / 2.15, within(0.01 * RATE / 2.15));
  }
}
