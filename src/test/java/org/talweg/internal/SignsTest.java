// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignsTest {
  private static final float[] MAGNITUDES = {0, Float.MIN_VALUE, 1e-3f, 1, 3, 0x1p105f};

  @Test
  void everyNumberGivesItsSignToEveryMagnitude() {
    for (float magnitude : MAGNITUDES) {
      for (float x = Float.MIN_VALUE; x < Float.POSITIVE_INFINITY; x *= 2) {
        assertSign(magnitude, x);
        assertSign(magnitude, -x);
      }
    }
    for (double magnitude : new double[] {0, Double.MIN_VALUE, 1e-3, 1, 3, 0x1p972}) {
      for (double x = Double.MIN_VALUE; x < Double.POSITIVE_INFINITY; x *= 2) {
        assertSign(magnitude, x);
        assertSign(magnitude, -x);
      }
    }
  }

  @Test
  void zerosInfinitiesAndNaNHaveTheSignOfTheStandardLibrary() {
    for (float magnitude : MAGNITUDES) {
      for (float x : new float[] {0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        assertSign(magnitude, x);
        assertSign((double) magnitude, x);
      }
      assertThat(Signs.times(magnitude, Float.NaN)).isNaN();
      assertThat(Signs.times(magnitude, Double.NaN)).isNaN();
    }
  }

  /** As where squares overflow. */
  @Test
  void anInfiniteMagnitudeTakesTheSignOfWhatIsAsLarge() {
    assertSign(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    assertSign(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  private static void assertSign(float magnitude, float x) {
    assertThat(Float.floatToRawIntBits(Signs.times(magnitude, x)))
        .as("%s with the sign of %s", magnitude, x)
        .isEqualTo(Float.floatToRawIntBits(magnitude * Math.signum(x)));
  }

  private static void assertSign(double magnitude, double x) {
    assertThat(Double.doubleToRawLongBits(Signs.times(magnitude, x)))
        .as("%s with the sign of %s", magnitude, x)
        .isEqualTo(Double.doubleToRawLongBits(magnitude * Math.signum(x)));
  }
}
