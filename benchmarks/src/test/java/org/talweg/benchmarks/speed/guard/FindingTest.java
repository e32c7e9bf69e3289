package org.talweg.benchmarks.speed.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.tensor.DataType;

class FindingTest {
  private static final Target ADAM = new Target("adam", Rule.ADAM, DataType.FLOAT32);

  @Test
  void aTimeMayNotExceedItsBoundAndAGainMayNotFallBelow() {
    assertThat(new Finding(Check.ROOF, ADAM, 1.2, 1.2, 1).holds()).isTrue();
    assertThat(new Finding(Check.ROOF, ADAM, 1.21, 1.2, 1).holds()).isFalse();
    assertThat(new Finding(Check.VECTOR, ADAM, 2.5, 2.5, 1).holds()).isTrue();
    assertThat(new Finding(Check.VECTOR, ADAM, 2.49, 2.5, 1).holds()).isFalse();
    assertThat(new Finding(Check.ALLOCATION, ADAM, 0.016, 0, 1).holds()).isFalse();
  }

  @Test
  void whatWasNotMeasuredFails() {
    assertThat(new Finding(Check.ALLOCATION, ADAM, Double.NaN, 0, 1).holds()).isFalse();
    assertThat(new Finding(Check.VECTOR, ADAM, Double.NaN, 2.5, 1).holds()).isFalse();
  }

  @Test
  void aLineShowsCheckTargetFigureBoundAndVerdict() {
    assertThat(new Finding(Check.ROOF, ADAM, 1.25, 1.2, 3).toString())
        .contains("roof", "adam float32", "1.250 ≤   1.200", "FAILED (3 tries)");
  }
}
