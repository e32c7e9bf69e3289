// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class HandWrittenAdamTest {
  /** A reference that computed less would make every bound against it meaningless. */
  @Test
  void theHandWrittenLoopComputesWhatTheLibraryDoes() {
    int size = 1_003;
    HandWrittenAdam single = new HandWrittenAdam(DataType.FLOAT32, size);
    HandWrittenAdam wide = new HandWrittenAdam(DataType.FLOAT64, size);
    FloatTensor w = FloatTensor.wrap(single.floatValues(), size).copy();
    FloatTensor g = FloatTensor.wrap(single.floatGradient(), size);
    DoubleTensor wideW = DoubleTensor.wrap(wide.doubleValues(), size).copy();
    DoubleTensor wideG = DoubleTensor.wrap(wide.doubleGradient(), size);
    Trainer trainer =
        Trainer.of(Rule.ADAM.optimizer(), Parameter.of("w", w, g), Parameter.of("v", wideW, wideG));
    for (int i = 0; i < 5; i++) {
      single.step();
      wide.step();
      trainer.step();
    }
    for (int k = 0; k < size; k++) {
      assertThat(single.floatValues()[k]).as("float %d", k).isCloseTo(w.array()[k], within(2e-7f));
      assertThat(wide.doubleValues()[k])
          .as("double %d", k)
          .isCloseTo(wideW.array()[k], within(1e-15));
      assertThat(wide.doubleValues()[k]).as("movement").isNotEqualTo(Numbers.at(0, k));
    }
  }
}
