package example.lion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Gradient;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class LionTest {
  /** Momentum 0, then 0.01 and so on; the sign of 0.9·m + 0.1·g decides. */
  @Test
  void everyWeightMovesByTheRateAgainstItsMomentum() {
    double[] w = {0, 0, 0};
    double[] g = {1, -1e-6, 0};
    Trainer trainer =
        Trainer.of(
            Lion.of(0.5), Parameter.of("w", DoubleTensor.wrap(w, 3), DoubleTensor.wrap(g, 3)));
    trainer.step();
    assertArrayEquals(new double[] {-0.5, 0.5, 0}, w);
    g[0] = -0.08; // 0.9 · 0.01 − 0.1 · 0.08 is still above 0
    g[1] = 1;
    trainer.step();
    assertArrayEquals(new double[] {-1, 0, 0}, w);
  }

  @Test
  void weightDecayIsTheTrainersWork() {
    double[] w = {8};
    Trainer trainer =
        Trainer.of(Lion.of(0.5).withWeightDecay(0.5), Parameter.of("w", DoubleTensor.wrap(w, 1)));
    trainer.step();
    assertArrayEquals(new double[] {6}, w); // 8 − 0.5 · 0.5 · 8, the gradient being 0
  }

  /** ½·Σ aᵢ·(wᵢ − 1)², with curvatures from 1 to 1000: signs do not see them. */
  @Test
  void floatsFindTheMinimumOfABowl() {
    int size = 1000;
    float[] w = new float[size];
    float[] g = new float[size];
    Trainer trainer =
        Trainer.of(
            Lion.of(1e-3), Parameter.of("w", FloatTensor.wrap(w, size), FloatTensor.wrap(g, size)));
    for (int t = 0; t < 2000; t++) {
      for (int i = 0; i < size; i++) {
        g[i] = (i + 1) * (w[i] - 1);
      }
      trainer.step();
    }
    for (int i = 0; i < size; i++) {
      assertEquals(1, w[i], 0.05, "element " + i);
    }
  }

  @Test
  void aRestoredTrainerGoesOnWithTheSameBits() {
    Parameter first = Parameter.of("w", DoubleTensor.zeros(100));
    Trainer trainer = Trainer.of(Lion.of(0.1), first);
    step(trainer, first, 5);
    Checkpoint saved = trainer.checkpoint();
    assertTrue(saved.names().contains("w/momentum"));

    Parameter second = Parameter.of("w", DoubleTensor.zeros(100));
    Trainer resumed = Trainer.of(Lion.of(0.1), second);
    resumed.restore(saved);
    step(trainer, first, 5);
    step(resumed, second, 5);
    assertArrayEquals(array(first), array(second));
  }

  private static void step(Trainer trainer, Parameter parameter, int steps) {
    double[] g = ((DoubleTensor) ((Gradient.Dense) parameter.gradient()).tensor()).array();
    for (int k = 0; k < steps; k++) {
      for (int i = 0; i < g.length; i++) {
        g[i] = Math.sin(i + 13.0 * trainer.stepCount());
      }
      trainer.step();
    }
  }

  private static double[] array(Parameter parameter) {
    return ((DoubleTensor) parameter.value()).array();
  }

  @Test
  void hyperparametersAreChecked() {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> Lion.of(0.1).withBetas(0.9, 1));
    assertEquals("beta2 must be in [0, 1), but was 1.0", thrown.getMessage());
  }

  @Test
  void theLibraryIsUsedFromTheModulePath() {
    assertEquals("example.lion", Lion.class.getModule().getName());
    assertEquals("org.talweg", Trainer.class.getModule().getName());
  }
}
