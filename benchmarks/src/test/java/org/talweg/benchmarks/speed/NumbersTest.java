// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void numbersHaveBothSignsAndSizesFromOneHalfToOne() {
    int positive = 0;
    for (int i = 0; i < 10_000; i++) {
      float number = Numbers.at(3, i);
      assertThat(Math.abs(number)).as("number %d", i).isBetween(0.5f, 1f);
      positive += number > 0 ? 1 : 0;
    }
    assertThat(positive).isBetween(4_700, 5_300); // six standard deviations
  }
}
