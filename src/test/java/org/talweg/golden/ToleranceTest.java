// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToleranceTest {
  private static final double ULP64 = 0x1p-52;
  private static final double ULP32 = 0x1p-23;

  @Test
  void float64AllowsTheRelativeErrorOfTheExpectedValue() {
    List<double[]> allowed =
        Tolerance.float64(List.of(new double[] {1}, new double[] {-3}), 1e-12, 0);

    assertThat(allowed.get(1)).containsExactly(3e-12);
  }

  @Test
  void float64AllowsAnUlpOfTheLargestValuePerStepNearZero() {
    List<double[]> expected = List.of(new double[] {1}, new double[] {1e-9}, new double[] {0});

    List<double[]> allowed = Tolerance.float64(expected, 1e-12, 0);

    assertThat(allowed.get(1)).containsExactly(ULP64);
    assertThat(allowed.get(2)).containsExactly(2 * ULP64);
  }

  @Test
  void theErrorInSinglePrecisionIsInUlpsOfTheLargestValueSoFar() {
    List<double[]> expected = List.of(new double[] {1, 4}, new double[] {0, 4});
    List<double[]> found = List.of(new double[] {1, 4}, new double[] {3 * ULP32, 4 - 16 * ULP32});

    assertThat(Tolerance.rootMeanSquare(expected, found)).isEqualTo(Math.sqrt((9 + 16) / 2.0));
  }

  @Test
  void theirErrorAndAnUlpAreAllowedInSinglePrecision() {
    Agreement agreement = new Agreement();
    agreement.addRootMeanSquare(7, 2, Tolerance.float32(2));
    assertThat(agreement.holds()).isTrue();

    agreement.addRootMeanSquare(7.01, 2, Tolerance.float32(2));
    assertThat(agreement.holds()).isFalse();
    agreement.addRootMeanSquare(Double.NaN, 2, Tolerance.float32(2));
    assertThat(agreement.holds()).isFalse();
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
