package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignsTest {
  @Test
  void theSignOfEveryMagnitudeIsThatOfTheStandardLibrary() {
    for (float x = Float.MIN_VALUE; x < Float.POSITIVE_INFINITY; x *= 2) {
      assertThat(Signs.of(x)).isEqualTo(Math.signum(x));
      assertThat(Signs.of(-x)).isEqualTo(Math.signum(-x));
    }
    for (double x = Double.MIN_VALUE; x < Double.POSITIVE_INFINITY; x *= 2) {
      assertThat(Signs.of(x)).isEqualTo(Math.signum(x));
      assertThat(Signs.of(-x)).isEqualTo(Math.signum(-x));
    }
  }

  @Test
  void zerosInfinitiesAndNaNHaveTheSignOfTheStandardLibrary() {
    for (float x : new float[] {0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThat(Float.floatToRawIntBits(Signs.of(x)))
          .isEqualTo(Float.floatToRawIntBits(Math.signum(x)));
      assertThat(Double.doubleToRawLongBits(Signs.of((double) x)))
          .isEqualTo(Double.doubleToRawLongBits(Math.signum((double) x)));
    }
    assertThat(Signs.of(Float.NaN)).isNaN();
    assertThat(Signs.of(Double.NaN)).isNaN();
  }
}
