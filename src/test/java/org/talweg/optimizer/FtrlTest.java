package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class FtrlTest {
  /** |z| is |g| at the first step from zero: weights whose gradient is within L1 are zero. */
  @Test
  void weightsWithinL1AreExactlyZero() {
    float[] w = new float[4];
    float[] g = {0.05f, -0.1f, 0.3f, -0.3f};
    Trainer.of(Ftrl.of(0.1).withL1(0.1), Parameter.of("w", w, g, 4)).step();
    assertThat(w[0]).isEqualTo(0f);
    assertThat(w[1]).isEqualTo(0f);
    assertThat(w[2]).isNegative();
    assertThat(w[3]).isPositive();
  }

  @Test
  void aRateOfZeroLeavesWeightsAndState() {
    for (Ftrl rule : new Ftrl[] {Ftrl.of(0), Ftrl.of(0).withPower(0.3)}) {
      double[] w = {1, -2};
      Trainer trainer = Trainer.of(rule, Parameter.of("w", w, new double[] {1, 1}, 2));
      trainer.step();
      assertThat(w).containsExactly(1, -2);
      for (String slot : new String[] {"w/linear", "w/sum_of_squares"}) {
        DoubleTensor state = (DoubleTensor) trainer.checkpoint().tensor(slot);
        assertThat(state.array()).containsOnly(0);
      }
    }
  }

  @Test
  void whatWouldDivideZeroByZeroIsRefused() {
    assertThatThrownBy(() -> Ftrl.of(0.1).withBeta(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one of beta, l2 and initialAccumulator must be above 0");
    assertThat(Ftrl.of(0.1).withInitialAccumulator(0.1).withBeta(0)).isNotNull();
  }
}
