// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.initializer.Fan;
import org.talweg.initializer.He;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.LeCun;
import org.talweg.initializer.RandomStream;
import org.talweg.initializer.Uniform;
import org.talweg.initializer.Xavier;
import org.talweg.tensor.DoubleTensor;

/** Uniform weights that other systems draw from [0, b), or from a range √2 too wide. */
class ReleasedInitializerDefectsTest {
  private static final Fan FAN = Fan.of(48, 16);
  private static final int SIZE = 10_000;
  private static final long SEED = 5;

  static Arguments[] uniforms() {
    return new Arguments[] {
      Arguments.of("LeCun", LeCun.uniform(), 0.25), // √(3/48)
      Arguments.of("LeCun, fan-in", LeCun.fanInUniform(), Math.sqrt(3) / 12), // √(1/48)
      Arguments.of("Xavier", Xavier.uniform(), Math.sqrt(6) / 8), // √(6/64)
      Arguments.of("He", He.uniform(), Math.sqrt(2) / 4), // √(6/48)
      Arguments.of("Uniform", Uniform.of(-0.1, 0.1), 0.1)
    };
  }

  /**
   * All of ten thousand numbers miss the outer 1 % of one side with a chance of 0.99¹⁰⁰⁰⁰ < 1e-43.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("uniforms")
  void uniformWeightsFillTheRangeOnBothSidesOfZero(
      String name, Initializer initializer, double bound) {
    double[] weights = new double[SIZE];
    initializer.fill(DoubleTensor.wrap(weights, SIZE), FAN, RandomStream.of(SEED, "w"));
    Arrays.sort(weights);
    assertThat(weights[0]).as("%s, seed %d", name, SEED).isBetween(-bound, -0.98 * bound);
    assertThat(weights[SIZE - 1]).as("%s, seed %d", name, SEED).isBetween(0.98 * bound, bound);
  }
}
