// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTest {
  /** What {@code python train.py} printed with PyTorch 2.13 on a processor. */
  private static List<Double> pytorch() throws IOException {
    try (InputStream in = RecipeTest.class.getResourceAsStream("/losses.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(Double::valueOf)
          .toList();
    }
  }

  @Test
  void everyLossIsThatOfPyTorch() throws IOException {
    List<Double> expected = pytorch();
    List<Double> losses = Recipe.losses();
    assertEquals(201, expected.size());
    assertEquals(expected.size(), losses.size());
    for (int k = 0; k < losses.size(); k++) {
      assertEquals(expected.get(k), losses.get(k), 1e-9 * expected.get(k), "loss " + k);
    }
  }
}
