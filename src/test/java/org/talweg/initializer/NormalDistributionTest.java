// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NormalDistributionTest {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** Against 50 digits; the seam between the two methods is at 2. */
  @Test
  void itIsRightToAFewUnitsInTheLastPlaceOfAHalf() {
    for (double z = -9; z <= 9; z += 1.0 / 64) {
      double expected = ExactNormal.cumulative(new BigDecimal(z)).subtract(HALF).doubleValue();
      assertThat(NormalDistribution.centred(z)).as("z = %s", z).isCloseTo(expected, within(5e-16));
    }
    double above = Math.nextUp(2.0);
    double expected = ExactNormal.cumulative(new BigDecimal(above)).subtract(HALF).doubleValue();
    assertThat(NormalDistribution.centred(above)).isCloseTo(expected, within(5e-16));
  }

  @Test
  void farOutIsOneHalf() {
    assertThat(NormalDistribution.centred(40)).isEqualTo(0.5);
    assertThat(NormalDistribution.centred(-1e300)).isEqualTo(-0.5);
    assertThat(NormalDistribution.centred(0)).isZero();
  }
}
