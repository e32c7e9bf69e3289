// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTest {
  /** A machine at half speed for a while: minima and medians see through it. */
  private final Windows windows =
      new Windows(new double[] {30, 60, 66, 33, 36}, new double[] {20, 44, 40, 22, 24});

  @Test
  void theRatioOfMinimaIsThatOfTheBestWindows() {
    assertThat(windows.ratioOfMinima()).isEqualTo(1.5);
  }

  @Test
  void theMediansAreTheMiddleWindows() {
    assertThat(windows.numeratorMedian()).isEqualTo(36);
    assertThat(windows.denominatorMedian()).isEqualTo(24);
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddle() {
    assertThat(Windows.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
  }

  @Test
  void aPatientPlanHasTwiceAsManyWindowsTwiceAsLong() {
    assertThat(new Windows.Plan(100, 10, 5).patient()).isEqualTo(new Windows.Plan(200, 20, 10));
  }
}
