// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelsTest {
  @Test
  void tinyFloatsAreZeroAfterAFewRoundsAndOthersKeepTheirBits() {
    float[] x = {
      Float.MIN_VALUE,
      -Float.MIN_NORMAL,
      0x1p-124f,
      -0x1p-121f,
      0x1p-120f,
      -0x1.fffffep-120f,
      1f,
      Float.MAX_VALUE,
      0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY
    };
    float[] before = x.clone();
    for (int round = 0; round < 8; round++) {
      FloatKernels.vanish(x, 0, x.length);
    }
    for (int i = 0; i < x.length; i++) {
      assertThat((Object) (x[i] + 0))
          .as("from %s", before[i])
          .isEqualTo(i < 4 ? 0f : before[i] + 0);
    }
  }

  @Test
  void tinyDoublesAreZeroAfterAFewRoundsAndOthersKeepTheirBits() {
    double[] x = {
      Double.MIN_VALUE,
      -Double.MIN_NORMAL,
      0x1p-600,
      -0x1p-501,
      0x1p-500,
      -0x1.fffffffffffffp-500,
      1,
      Double.MAX_VALUE,
      0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    double[] before = x.clone();
    for (int round = 0; round < 8; round++) {
      DoubleKernels.vanish(x, 0, x.length);
    }
    for (int i = 0; i < x.length; i++) {
      assertThat((Object) (x[i] + 0))
          .as("from %s", before[i])
          .isEqualTo(i < 4 ? 0.0 : before[i] + 0);
    }
  }
}
