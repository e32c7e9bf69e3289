package org.talweg.benchmarks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToleranceTest {
  private static final double ULP64 = 0x1p-52;
  private static final double ULP32 = 0x1p-23;

  @Test
  void float64AllowsTheRelativeErrorOfTheExpectedValue() {
    List<double[]> allowed = Tolerance.float64(List.of(new double[] {1}, new double[] {-3}), 1e-12);

    assertThat(allowed.get(1)).containsExactly(3e-12);
  }

  @Test
  void float64AllowsAnUlpOfTheLargestValuePerStepNearZero() {
    List<double[]> expected = List.of(new double[] {1}, new double[] {1e-9}, new double[] {0});

    List<double[]> allowed = Tolerance.float64(expected, 1e-12);

    assertThat(allowed.get(1)).containsExactly(ULP64);
    assertThat(allowed.get(2)).containsExactly(2 * ULP64);
  }

  @Test
  void float32AllowsOneAndAHalfTimesTheirErrorAndTwoUlps() {
    List<double[]> reference = List.of(new double[] {1}, new double[] {1});
    List<double[]> theirs = List.of(new double[] {1}, new double[] {1 + 2 * ULP32});

    assertThat(Tolerance.float32(reference, theirs, 0).get(1)).containsExactly(5 * ULP32);
    assertThat(Tolerance.float32(reference, reference, 0).get(1)).containsExactly(2 * ULP32);
  }

  @Test
  void float32KeepsTheirErrorAndTheLargestValueOfEarlierSteps() {
    List<double[]> reference = List.of(new double[] {1}, new double[] {1}, new double[] {0});
    List<double[]> theirs =
        List.of(new double[] {1}, new double[] {1 - 2 * ULP32}, new double[] {0});

    assertThat(Tolerance.float32(reference, theirs, 0).get(2)).containsExactly(5 * ULP32);
  }

  @Test
  void aFloat32RunFurtherOffThanRoundingExplainsIsRefused() {
    List<double[]> reference = List.of(new double[] {1}, new double[] {1});
    List<double[]> theirs = List.of(new double[] {1}, new double[] {1 + 3 * ULP32});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tolerance.float32(reference, theirs, 0))
        .withMessageContaining("step 1, element 0");
  }

  @Test
  void notANumberNeverAgrees() {
    Agreement agreement = new Agreement();

    agreement.add("here", Double.NaN, 1, ULP64, 1e9);

    assertThat(agreement.holds()).isFalse();
    assertThat(agreement.worst()).isEqualTo("here: expected 1.0, but found NaN");
  }

  @Test
  void zeroMustBeMetExactlyWhereNothingIsAllowed() {
    Agreement agreement = new Agreement();
    agreement.addRelative("a", 0, 0, 1e-12);
    assertThat(agreement.holds()).isTrue();

    agreement.addRelative("b", Double.MIN_VALUE, 0, 1e-12);

    assertThat(agreement.holds()).isFalse();
  }
}
