// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void theCosineIsExactToAFewUnitsInTheLastPlaceEvenWhereItIsSmall() {
    for (int i = 0; i <= 100_000; i++) {
      double done = i / 100_000.0;
      double expected =
          done <= 0.5
              ? squared(StrictMath.cos(done * (StrictMath.PI / 2)))
              : squared(StrictMath.sin((1 - done) * (StrictMath.PI / 2)));
      assertThat(Curve.COSINE.left(done))
          .as("at %s", done)
          .isCloseTo(expected, within(4 * Math.ulp(expected)));
    }
  }

  @Test
  void everyCurveGoesFromOneToZero() {
    for (Curve curve : Curve.values()) {
      assertThat(curve.left(0)).isEqualTo(1);
      assertThat(curve.left(0.5)).isCloseTo(0.5, within(1e-15));
      assertThat(curve.left(1)).isZero();
    }
  }

  private static double squared(double value) {
    return value * value;
  }
}
