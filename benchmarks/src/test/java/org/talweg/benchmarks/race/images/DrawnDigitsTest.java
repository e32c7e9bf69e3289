// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.race.network.Examples;
import org.talweg.benchmarks.race.task.Task;

class DrawnDigitsTest {
  @Test
  void sameSeedDrawsTheSameImages() {
    Task one = DrawnDigits.draw(DigitShapes.available(), 40, 10, 5);
    Task two = DrawnDigits.draw(DigitShapes.available(), 40, 10, 5);
    assertThat(two.train().inputs()).containsExactly(one.train().inputs());
    assertThat(two.test().labels()).containsExactly(one.test().labels());
  }

  @Test
  void anotherSeedDrawsOthers() {
    Task one = DrawnDigits.draw(DigitShapes.available(), 40, 10, 5);
    Task two = DrawnDigits.draw(DigitShapes.available(), 40, 10, 6);
    assertThat(two.train().inputs()).isNotEqualTo(one.train().inputs());
  }

  @Test
  void strokesDrawDigitsThatDiffer() {
    Examples images = DrawnDigits.draw(new StrokeDigits(), 100, 10, 5).train();
    for (int image = 0; image < images.size(); image++) {
      float ink = 0;
      for (int i = 0; i < Digits.PIXELS; i++) {
        float pixel = images.inputs()[image * Digits.PIXELS + i];
        assertThat(pixel).isBetween(0f, 1f);
        ink += pixel;
      }
      assertThat(ink).as("seed 5, image %d", image).isBetween(15f, 400f);
    }
  }

  @Test
  void everyStrokeDigitHasAnOutline() {
    for (int digit = 0; digit < 10; digit++) {
      assertThat(new StrokeDigits().draw(digit, new Random(1)).getBounds2D().getHeight())
          .isBetween(3.0, 6.0);
    }
  }
}
