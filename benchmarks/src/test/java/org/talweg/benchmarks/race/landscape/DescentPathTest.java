// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DescentPathTest {
  @Test
  void gradientsAreTheCentralDifferencesOfTheValues() {
    double[] gradient = new double[2];
    for (Landscape landscape : Landscape.values()) {
      for (double x = -2; x <= 2; x += 0.5) {
        for (double y = -1; y <= 1; y += 0.25) {
          landscape.gradient(x, y, gradient);
          double h = 1e-5;
          assertThat(gradient[0])
              .isEqualTo(
                  (landscape.value(x + h, y) - landscape.value(x - h, y)) / (2 * h), within(1e-8));
          assertThat(gradient[1])
              .isEqualTo(
                  (landscape.value(x, y + h) - landscape.value(x, y - h)) / (2 * h), within(1e-8));
        }
      }
    }
  }

  @Test
  void onTheBowlSgdAlternatesAcrossItAndEveryRuleEndsLower() {
    double[] y = path(Landscape.BOWL, "sgd").y();
    for (int i = 1; i < y.length; i++) {
      // The rate is 0.95 and the curvature 2: each step multiplies y by 1 - 1.9.
      assertThat(y[i]).isEqualTo(-0.9 * y[i - 1], within(1e-12));
    }
    for (Landscape.Descent descent : Landscape.BOWL.descents()) {
      DescentPath path = DescentPath.of(Landscape.BOWL, descent.optimizer());
      int last = path.x().length - 1;
      assertThat(Landscape.BOWL.value(path.x()[last], path.y()[last])).isLessThan(0.2);
    }
  }

  @Test
  void atTheSaddleSgdStandsWhileEveryOtherRuleLeaves() {
    for (Landscape.Descent descent : Landscape.SADDLE.descents()) {
      double[] y = DescentPath.of(Landscape.SADDLE, descent.optimizer()).y();
      double end = Math.abs(y[y.length - 1]);
      if (descent.contestant().id().equals("sgd")) {
        assertThat(end).isLessThan(0.05);
      } else {
        assertThat(end).as("%s", descent.contestant()).isGreaterThan(1);
      }
    }
  }

  @Test
  void onlyMomentumReachesTheDeeperHollow() {
    for (Landscape.Descent descent : Landscape.TWO_HOLLOWS.descents()) {
      double[] x = DescentPath.of(Landscape.TWO_HOLLOWS, descent.optimizer()).x();
      assertThat(x[x.length - 1] > 0)
          .as("%s", descent.contestant())
          .isEqualTo(descent.contestant().id().equals("momentum"));
    }
  }

  private static DescentPath path(Landscape landscape, String id) {
    return landscape.descents().stream()
        .filter(descent -> descent.contestant().id().equals(id))
        .map(descent -> DescentPath.of(landscape, descent.optimizer()))
        .findFirst()
        .orElseThrow();
  }
}
