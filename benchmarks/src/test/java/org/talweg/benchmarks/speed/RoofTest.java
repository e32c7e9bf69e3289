// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RoofTest {
  @Test
  void everyLoopWritesEveryElementOfEveryArrayAndReturnsAfterTwoPasses() {
    for (int arrays = 1; arrays <= 6; arrays++) {
      float[] g = {1, 2, 3, 4};
      float[][] written = new float[arrays][4];
      RoofLoops.run(g, written, 1, 4);
      assertThat(Arrays.asList(written)).allSatisfy(a -> assertThat(a).containsExactly(0, 2, 3, 4));
      RoofLoops.run(g, written, 1, 4);
      assertThat(Arrays.asList(written)).allSatisfy(a -> assertThat(a).containsOnly(0));

      double[] wideG = {1, 2, 3, 4};
      double[][] wide = new double[arrays][4];
      RoofLoops.run(wideG, wide, 1, 4);
      assertThat(Arrays.asList(wide)).allSatisfy(a -> assertThat(a).containsExactly(0, 2, 3, 4));
    }
  }

  @Test
  void thePipelinesLoopWritesTheGradientToo() {
    float[] g = {1, 2, 3};
    float[][] written = new float[4][3];
    RoofLoops.pipeline(g, written, new float[2048], 0, 3);
    assertThat(g).containsExactly(-1, -2, -3);
    assertThat(Arrays.asList(written)).allSatisfy(a -> assertThat(a).containsExactly(1, 2, 3));
  }

  @Test
  void halvesCoverTheWholeRangeOnce() {
    for (int threads = 1; threads <= 2; threads++) {
      int[] visits = new int[1001];
      new Halves(threads)
          .run(
              visits.length,
              (part, from, to) -> {
                for (int i = from; i < to; i++) {
                  visits[i]++;
                }
              });
      assertThat(visits).containsOnly(1);
    }
  }
}
