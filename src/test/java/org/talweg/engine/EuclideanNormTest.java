// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.internal.EuclideanNorm;

class EuclideanNormTest {
  private final BlockSum sum = new BlockSum();

  /** As the engine does it: twice only if needed. */
  private double norm(double... x) {
    double total = sum.squares(x, 0, x.length);
    if (!EuclideanNorm.needsScaling(total)) {
      return EuclideanNorm.of(total, 1);
    }
    double scale = EuclideanNorm.scaleFor(sum.largest(x, 0, x.length));
    return EuclideanNorm.of(sum.squares(x, 0, x.length, scale), scale);
  }

  private static double exact(double... x) {
    BigDecimal total = BigDecimal.ZERO;
    for (double element : x) {
      total = total.add(new BigDecimal(element).pow(2));
    }
    return total.sqrt(new MathContext(40)).doubleValue();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.MIN_VALUE,
        7e-320,
        Double.MIN_NORMAL,
        1e-200,
        1e-162,
        1e-136,
        1e-135,
        1,
        1e150,
        1e154,
        1e200,
        1e300
      })
  void elementsOfEverySizeHaveTheirNorm(double size) {
    double[] equal = new double[100];
    Arrays.fill(equal, size);
    double[] mixed = new SplittableRandom(5).doubles(100, -size, size).toArray();
    double[] pair = {size, size};
    double[] one = {0, -size, 0};
    for (double[] x : new double[][] {equal, mixed, pair, one}) {
      double expected = exact(x);
      assertThat(norm(x)).isEqualTo(expected, within(1e-15 * expected));
    }
  }

  @Test
  void aTinyElementBesideALargeOneDoesNotSpoilIt() {
    assertThat(norm(1e-300, 3e200, 4e200)).isEqualTo(5e200, within(5e185));
    assertThat(norm(Double.MIN_VALUE, 3e-200, 4e-200)).isEqualTo(5e-200, within(5e-215));
  }

  @Test
  void theLargestNumberHasItsNorm() {
    assertThat(norm(Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    assertThat(norm(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void zerosNaNAndInfinityAreReported() {
    assertThat(norm()).isZero();
    assertThat(norm(0, -0.0)).isZero();
    assertThat(norm(1e300, Double.NaN)).isNaN();
    assertThat(norm(1e-300, Double.NaN)).isNaN();
    assertThat(norm(Double.NEGATIVE_INFINITY, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(norm(Double.POSITIVE_INFINITY, 1e300)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(norm(Double.POSITIVE_INFINITY, Double.NaN)).isNaN();
  }

  @Test
  void onlyWhatMayHaveOverflowedOrVanishedIsScaled() {
    assertThat(EuclideanNorm.needsScaling(0)).isTrue();
    assertThat(EuclideanNorm.needsScaling(Math.nextDown(0x1p-900))).isTrue();
    assertThat(EuclideanNorm.needsScaling(0x1p-900)).isFalse();
    assertThat(EuclideanNorm.needsScaling(1)).isFalse();
    assertThat(EuclideanNorm.needsScaling(Double.MAX_VALUE)).isFalse();
    assertThat(EuclideanNorm.needsScaling(Double.POSITIVE_INFINITY)).isTrue();
    assertThat(EuclideanNorm.needsScaling(Double.NaN)).isFalse();
  }

  @Test
  void theScaleIsAPowerOfTwoThatBringsTheLargestNearOne() {
    for (double largest : new double[] {Double.MIN_NORMAL, 1e-200, 0.75, 1, 3, Double.MAX_VALUE}) {
      double scale = EuclideanNorm.scaleFor(largest);
      assertThat(scale * largest).isGreaterThanOrEqualTo(1).isLessThan(2);
      assertThat(new BigDecimal(scale).multiply(new BigDecimal(1 / scale)))
          .isEqualByComparingTo(BigDecimal.ONE);
    }
  }
}
