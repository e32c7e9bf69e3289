package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the distribution itself, computed to 50 digits from its power series. */
class NormalQuantileTest {
  private static final double TOLERANCE = 1e-15;

  private static void check(double p, String what) {
    double z = NormalQuantile.of(p);
    assertThat(ExactNormal.relativeErrorOfQuantile(z, p))
        .as("relative error at p = %s (%s), z = %s", p, what, z)
        .isCloseTo(0, within(TOLERANCE));
  }

  // python3 -c 'from mpmath import *; mp.dps = 40; print(ncdf(mpf("1.96")), ncdf(-8))'
  @Test
  void theReferenceItselfEqualsKnownValues() {
    assertThat(ExactNormal.cumulative(new BigDecimal("1.96")))
        .isCloseTo(
            new BigDecimal("0.9750021048517795658634157309591628099775"),
            within(new BigDecimal("1e-39")));
    assertThat(ExactNormal.cumulative(BigDecimal.valueOf(-8)))
        .isCloseTo(
            new BigDecimal("6.220960574271784123515995172588188422489e-16"),
            within(new BigDecimal("1e-48")));
  }

  @Test
  void theQuantileIsRightToAFewUnitsInTheLastPlace() {
    long seed = 3;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      check(RandomStream.uniform(random.nextLong()), "seed " + seed + ", draw " + i);
    }
  }

  @Test
  void theTailsAreRightToTheLastNumber() {
    for (int exponent = 2; exponent <= 53; exponent++) {
      double p = Math.scalb(1.0, -exponent);
      check(p, "2^-" + exponent);
      check(1 - p, "1 - 2^-" + exponent);
    }
  }

  @Test
  void theCentreIsRightDownToTheSmallestDistance() {
    for (int exponent = 2; exponent <= 53; exponent++) {
      double q = Math.scalb(1.0, -exponent);
      check(0.5 + q, "½ + 2^-" + exponent);
      check(0.5 - q, "½ - 2^-" + exponent);
    }
  }

  @Test
  void theSeamsOfTheApproximationsAreRight() {
    double far = Math.exp(-25); // √(−ln p) = 5
    for (double seam : new double[] {0.075, 0.925, far, 1 - far}) {
      check(seam, "seam");
      check(Math.nextUp(seam), "above the seam");
      check(Math.nextDown(seam), "below the seam");
    }
  }

  @Test
  void theQuantileIsOddAboutOneHalf() {
    long seed = 4;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      double p = RandomStream.uniform(random.nextLong());
      assertThat(NormalQuantile.of(1 - p))
          .as("seed %d, draw %d, p = %s", seed, i, p)
          .isEqualTo(-NormalQuantile.of(p));
    }
  }
}
