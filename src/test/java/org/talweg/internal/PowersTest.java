// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowersTest {
  private static final MathContext PRECISE = new MathContext(60);

  private static BigDecimal exact(double base, int exponent) {
    return new BigDecimal(base).pow(exponent, PRECISE);
  }

  @Test
  void aPowerIsWithinOneUnitInTheLastPlace() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      double base = 0.5 + random.nextDouble() * 0.7;
      int exponent = random.nextInt(500);
      double expected = exact(base, exponent).doubleValue();
      assertThat(Powers.of(base, exponent))
          .as("%s^%d", base, exponent)
          .isEqualTo(expected, within(Math.ulp(expected)));
    }
    assertThat(Powers.of(0.1, 0)).isEqualTo(1);
    assertThat(Powers.of(0.1, 1)).isEqualTo(0.1);
    assertThat(Powers.of(0.1, 3)).isEqualTo(1e-3, within(Math.ulp(1e-3)));
    assertThat(Powers.of(0.97, 1_000_000)).isZero();
    assertThat(Powers.of(2, 5000)).isInfinite();
    assertThat(Powers.of(1e200, 2)).isInfinite();
  }

  @Test
  void oneMinusAPowerIsPreciseNearOne() {
    for (double base : new double[] {0.5, 0.9, 0.999, 0.9999999}) {
      for (int exponent : new int[] {1, 2, 10, 1000, 50_000}) {
        double expected = BigDecimal.ONE.subtract(exact(base, exponent), PRECISE).doubleValue();
        assertThat(Powers.oneMinus(StrictMath.log(base), exponent))
            .as("1 - %s^%d", base, exponent)
            .isEqualTo(expected, within(4 * Math.ulp(expected)));
      }
    }
    assertThat(Powers.oneMinus(StrictMath.log(0), 3)).isEqualTo(1);
    // Where it no longer asks StrictMath, the answer is still the same.
    for (int exponent = 30; exponent < 50; exponent++) {
      assertThat(Powers.oneMinus(-1, exponent)).isEqualTo(-StrictMath.expm1(-exponent));
    }
  }

  @Test
  void anyPositiveExponentIsAWholePowerTimesAFraction() {
    assertThat(Powers.of(9, 2.5)).isCloseTo(243, within(4 * Math.ulp(243.0)));
    assertThat(Powers.of(0.3, 0.7)).isCloseTo(StrictMath.pow(0.3, 0.7), within(1e-15));
    assertThat(Powers.of(0.3, 3.0)).isEqualTo(Powers.of(0.3, 3));
    assertThat(Powers.of(0, 0.5)).isZero();
    assertThat(Powers.of(1, 0.5)).isEqualTo(1);
  }
}
