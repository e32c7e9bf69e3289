package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelsTest {
  @Test
  void subnormalFloatsBecomeZeroAndNormalOnesStayClose() {
    float[] x = {
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      0x1.fffffcp-127f,
      Float.MIN_NORMAL * 1.5f,
      0x1p-102f,
      0x1.234568p-77f,
      -0x1.fffffep-77f,
      1f,
      -3.4e38f,
      0f
    };
    float[] before = x.clone();
    FloatKernels.flushSubnormals(x, 0, x.length);
    assertThat(x[0]).isZero();
    assertThat(x[1]).isZero();
    assertThat(x[2]).isZero();
    for (int i = 3; i < 5; i++) {
      assertThat(Math.abs(x[i] - before[i])).isLessThanOrEqualTo(0x1p-126f);
    }
    for (int i = 5; i < x.length; i++) {
      assertThat(x[i]).isEqualTo(before[i]);
    }
  }

  @Test
  void subnormalDoublesBecomeZeroAndNormalOnesStay() {
    double[] x = {
      Double.MIN_VALUE, -Double.MIN_VALUE, 0x1.ffffp-1023, -0x1.fffffffffffffp-915, 1, -1.7e308, 0
    };
    double[] before = x.clone();
    DoubleKernels.flushSubnormals(x, 0, x.length);
    assertThat(x[0]).isZero();
    assertThat(x[1]).isZero();
    assertThat(x[2]).isZero();
    for (int i = 3; i < x.length; i++) {
      assertThat(x[i]).isEqualTo(before[i]);
    }
  }

  @Test
  void nonFiniteNumbersStay() {
    float[] x = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    FloatKernels.flushSubnormals(x, 0, 3);
    assertThat(x).containsExactly(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }
}
