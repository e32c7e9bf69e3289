// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.talweg.training.Trainer;

class TrainDigitsTest {
  @Test
  void theTrainedModelReadsNewDigits() {
    double accuracy = TrainDigits.accuracy(TrainDigits.train(1), 2);
    assertTrue(accuracy >= 0.98, "accuracy was " + accuracy);
  }

  /** So the figure above is learned, and not a property of the digits. */
  @Test
  void anUntrainedModelGuesses() {
    double accuracy = TrainDigits.accuracy(new SoftmaxRegression(Digits.PIXELS, Digits.CLASSES), 2);
    assertTrue(accuracy < 0.2, "accuracy was " + accuracy);
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    assertArrayEquals(TrainDigits.train(3).weights, TrainDigits.train(3).weights);
  }

  @Test
  void theLibraryIsUsedFromTheClassPath() {
    assertFalse(Trainer.class.getModule().isNamed());
  }
}
