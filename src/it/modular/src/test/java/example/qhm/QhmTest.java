// SPDX-License-Identifier: Apache-2.0
package example.qhm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class QhmTest {
  /** With β = ν = ½: m is 4, then 2; the steps are 4 + 2 and 0 + 1, half of each. */
  @Test
  void aStepLiesBetweenTheGradientAndItsAverage() {
    double[] w = {10};
    double[] g = {8};
    Trainer trainer = Trainer.of(Qhm.of(0.5).withBeta(0.5).withNu(0.5), Parameter.of("w", w, g, 1));
    trainer.step();
    assertArrayEquals(new double[] {7}, w);
    g[0] = 0;
    trainer.step();
    assertArrayEquals(new double[] {6.5}, w);
    assertTrue(trainer.checkpoint().names().contains("w/gradient_average"));
  }

  @Test
  void namesAndValuesAreShown() {
    assertEquals("example.qhm.Qhm.of(0.5)", Qhm.of(0.5).toString());
  }

  @Test
  void hyperparametersAreChecked() {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> Qhm.of(0.1).withBeta(1));
    assertEquals("beta must be in [0, 1), but was 1.0", thrown.getMessage());
  }

  @Test
  void theLibraryIsUsedFromTheModulePath() {
    assertEquals("example.qhm", Qhm.class.getModule().getName());
    assertEquals("org.talweg", Trainer.class.getModule().getName());
  }
}
