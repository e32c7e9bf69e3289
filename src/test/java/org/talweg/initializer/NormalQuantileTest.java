// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.talweg.internal.NormalQuantile;

/** Against the distribution itself, computed to 50 digits from its power series. */
class NormalQuantileTest {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final double TOLERANCE = 1e-15;

  /** The quantile of ½ + q; the sum is exact in decimals. */
  private static void check(double q, String what) {
    double z = NormalQuantile.of(q);
    BigDecimal p = new BigDecimal(q).add(HALF);
    assertThat(ExactNormal.relativeErrorOfQuantile(z, p))
        .as("relative error at q = %s (%s), z = %s", q, what, z)
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
      check(RandomStream.uniform(random.nextLong()) - 0.5, "seed " + seed + ", draw " + i);
    }
  }

  /** Both ends and the middle of every piece of the tails, to the smallest that is asked for. */
  @Test
  void everyPieceOfTheTailsIsRight() {
    for (int exponent = 4; exponent <= 53; exponent++) {
      for (int piece = 0; piece < 16; piece++) {
        double start = Math.scalb(1 + piece / 16.0, -exponent);
        double end = Math.scalb(1 + (piece + 1) / 16.0, -exponent);
        for (double tail : new double[] {start, (start + end) / 2, Math.nextDown(end)}) {
          double q = 0.5 - tail; // the nearest that a double can be
          if (q > 0.425 && q < 0.5) {
            check(q, "tail near " + tail);
            check(-q, "tail near " + tail);
          }
        }
      }
    }
  }

  @Test
  void theCentreIsRightDownToTheSmallestDistance() {
    for (int exponent = 2; exponent <= 53; exponent++) {
      double q = Math.scalb(1.0, -exponent);
      check(q, "2^-" + exponent);
      check(-q, "-2^-" + exponent);
    }
  }

  @Test
  void theSeamsOfTheApproximationsAreRight() {
    for (double seam : new double[] {0.425, -0.425}) {
      check(seam, "seam");
      check(Math.nextUp(seam), "above the seam");
      check(Math.nextDown(seam), "below the seam");
    }
  }

  @Test
  void theQuantileIsOdd() {
    long seed = 4;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      double q = RandomStream.uniform(random.nextLong()) - 0.5;
      assertThat(NormalQuantile.of(-q))
          .as("seed %d, draw %d, q = %s", seed, i, q)
          .isEqualTo(-NormalQuantile.of(q));
    }
  }

  @Test
  void aBlockHasTheQuantilesOfItsFirstNumbers() {
    long seed = 5;
    SplittableRandom random = new SplittableRandom(seed);
    double[] q = random.longs(512).mapToDouble(bits -> RandomStream.uniform(bits) - 0.5).toArray();
    double[] z = new double[512];
    NormalQuantile.of(q, z, 500);
    for (int i = 0; i < 500; i++) {
      assertThat(z[i]).as("seed %d, q = %s", seed, q[i]).isEqualTo(NormalQuantile.of(q[i]));
    }
  }
}
