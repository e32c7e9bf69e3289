// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.tensor.FloatTensor;

/** The formulas with figures that can be checked by hand. */
class VarianceScalingTest {
  private static final Fan FAN = Fan.of(12, 36);

  private static void assertEqual(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-15 * expected));
  }

  @Test
  void leCunHasVarianceOneOverTheInputs() {
    assertEqual(LeCun.normal().standardDeviation(Fan.of(16, 5)), 0.25);
    assertEqual(LeCun.uniform().bound(FAN), 0.5); // √(3/12), not 3/√12
    assertEqual(LeCun.uniform().standardDeviation(Fan.of(16, 5)), 0.25);
  }

  @Test
  void leCunFanInUniformHasTheLecturesBound() {
    assertEqual(LeCun.fanInUniform().bound(Fan.of(16, 5)), 0.25);
    assertEqual(LeCun.fanInUniform().bound(Fan.of(784, 128)), 1.0 / 28);
  }

  @Test
  void xavierDividesByTheAverageOfBothCounts() {
    assertEqual(Xavier.normal().standardDeviation(Fan.of(20, 12)), 0.25); // √(2/32)
    assertEqual(Xavier.uniform().bound(Fan.of(50, 46)), 0.25); // √(6/96)
  }

  @Test
  void heHasTwiceTheVarianceOfLeCun() {
    assertEqual(He.normal().standardDeviation(Fan.of(8, 3)), 0.5); // √(2/8)
    assertEqual(He.uniform().bound(Fan.of(24, 3)), 0.5); // √(6/24)
  }

  @Test
  void heNarrowsWithTheNegativeSlope() {
    assertEqual(He.normal(1).standardDeviation(Fan.of(16, 3)), 0.25); // a = 1: a linear layer
    assertEqual(He.uniform(1).bound(FAN), 0.5);
    assertEqual(He.normal(-1).standardDeviation(Fan.of(16, 3)), 0.25);
  }

  @Test
  void gainMultipliesTheWidthAndReplacesTheOneBefore() {
    assertEqual(He.uniform().withGain(3).bound(FAN), 1.5);
    assertEqual(Xavier.normal().withGain(Gain.tanh()).standardDeviation(Fan.of(20, 12)), 5.0 / 12);
  }

  @Test
  void modeChoosesTheCount() {
    assertEqual(LeCun.uniform().withMode(FanMode.FAN_OUT).bound(Fan.of(1, 12)), 0.5);
    assertEqual(LeCun.uniform().withMode(FanMode.FAN_AVERAGE).bound(Fan.of(4, 20)), 0.5);
    assertEqual(Xavier.uniform().withMode(FanMode.FAN_IN).bound(FAN), 0.5);
  }

  @Test
  void anInitializerIsNotChangedByItsVariants() {
    VarianceScaling he = He.uniform();
    double bound = he.bound(FAN);
    he.withGain(7).withMode(FanMode.FAN_OUT).bound(FAN);
    assertThat(he.bound(FAN)).isEqualTo(bound);
  }

  @Test
  void aNormalDistributionHasNoBound() {
    assertThatIllegalStateException()
        .isThrownBy(() -> LeCun.normal().bound(FAN))
        .withMessage(
            "only a uniform or a truncated distribution has a bound, but this is"
                + " VarianceScaling[distribution=NORMAL, gain=1.0, mode=FAN_IN]");
  }

  @Test
  void gainsArePositiveAndFinite() {
    for (double gain : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> He.normal().withGain(gain))
          .withMessage("gain must be positive and finite, but was " + gain);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> He.uniform(Double.NaN))
        .withMessage("negativeSlope must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gain.leakyRelu(Double.NEGATIVE_INFINITY))
        .withMessage("negativeSlope must be finite, but was -Infinity");
  }

  @Test
  void weightsThatOverflowTheTensorAreRefusedBeforeItChanges() {
    float[] weights = {1, 2, 3};
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                He.normal()
                    .withGain(1e300)
                    .fill(FloatTensor.wrap(weights, 3), FAN, RandomStream.of(1, "w")))
        .withMessageContaining("but the tensor is FLOAT32 [3], whose largest value is 3.4028234");
    assertThat(weights).containsExactly(1, 2, 3);
  }
}
