// SPDX-License-Identifier: Apache-2.0
package org.talweg.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private static ExactSum sum(double... numbers) {
    ExactSum sum = ExactSum.zero();
    for (double number : numbers) {
      sum.add(number);
    }
    return sum;
  }

  private static byte[] bytes(ExactSum sum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sum.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static ExactSum read(byte[] bytes) throws IOException {
    return ExactSum.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  /** Numbers of all magnitudes, some of them taken back so that little is left. */
  private static List<Double> numbers(Random random) {
    List<Double> numbers = new ArrayList<>();
    int span = 1 + random.nextInt(2098);
    int from = random.nextInt(2098 - span + 1) - 1074;
    for (int i = random.nextInt(50); i >= 0; i--) {
      double x = Math.scalb(random.nextDouble(-1, 1), from + random.nextInt(span) + 1);
      numbers.add(x);
      if (random.nextInt(3) == 0) {
        numbers.add(-x);
      }
    }
    return numbers;
  }

  @Test
  void theValueIsTheExactSumRoundedOnceInAnyOrder() throws IOException {
    for (long seed = 0; seed < 1500; seed++) {
      Random random = new Random(seed);
      List<Double> numbers = numbers(random);
      double expected =
          numbers.stream()
              .map(BigDecimal::new)
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .doubleValue();
      byte[] bytes = {};
      for (int trial = 0; trial < 3; trial++) {
        ExactSum one = ExactSum.zero();
        ExactSum two = ExactSum.zero();
        numbers.forEach(x -> (random.nextBoolean() ? one : two).add(x));
        one.merge(random.nextBoolean() ? two : read(bytes(two)));
        assertThat(one.value()).as("seed %d", seed).isEqualTo(expected);
        assertThat(trial == 0 ? bytes(one) : bytes).isEqualTo(bytes(one));
        bytes = bytes(one);
        Collections.shuffle(numbers, random);
      }
    }
  }

  @Test
  void tiesGoToTheEvenNumberAndBitsFarBelowBreakThem() {
    assertThat(sum(1, 0x1p-53).value()).isEqualTo(1);
    assertThat(sum(1, 0x1p-53, Double.MIN_VALUE).value()).isEqualTo(Math.nextUp(1.0));
    assertThat(sum(1, 0x1p-52, 0x1p-53).value()).isEqualTo(1 + 0x1p-51);
    assertThat(sum(1, 0x1p-52, 0x1p-53, -Double.MIN_VALUE).value()).isEqualTo(1 + 0x1p-52);
    assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE).value()).isInfinite();
    assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE).value())
        .isEqualTo(Double.MAX_VALUE);
    assertThat(sum(-Double.MIN_VALUE, -Double.MIN_VALUE).value()).isEqualTo(-2 * Double.MIN_VALUE);
    assertThat(sum(-0.0, -0.0).value()).isEqualTo(0.0);
  }

  @Test
  void whatIsNotFiniteShows() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(sum(1, Double.NaN).value()).isNaN();
    assertThat(sum(1, infinity, infinity).value()).isEqualTo(infinity);
    assertThat(sum(1, -infinity).value()).isEqualTo(-infinity);
    ExactSum both = sum(infinity);
    both.merge(sum(-infinity));
    assertThat(both.value()).isNaN();
    both.clear();
    assertThat(both.value()).isZero();
  }

  /** Far more than the digits take without a carry. */
  @Test
  void digitsAreCarriedInTime() {
    ExactSum sum = sum(Double.MAX_VALUE, -3, Double.MIN_VALUE);
    ExactSum most = sum(-Double.MAX_VALUE);
    for (int doubling = 0; doubling < 60; doubling++) {
      sum.merge(copy(sum));
      most.merge(copy(most));
    }
    sum.merge(most);
    assertThat(sum.value()).isEqualTo(-3 * 0x1p60);
    sum.add(3 * 0x1p60);
    assertThat(sum.value()).isEqualTo(Math.scalb(1.0, 60 - 1074));
  }

  private static ExactSum copy(ExactSum sum) {
    ExactSum copy = ExactSum.zero();
    copy.merge(sum);
    return copy;
  }

  @Test
  void addingAndMergingAllocateNothing() {
    ExactSum sum = ExactSum.zero();
    ExactSum other = sum(1, 1e300, -1e-300);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int trial = 0; ; trial++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        sum.add(i);
        sum.merge(other);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (allocated == 0) {
        break;
      }
      assertThat(trial).as("%d bytes allocated", allocated).isLessThan(100);
    }
  }

  @Test
  void whatIsNoSumIsNotTaken() throws IOException {
    ExactSum sum = sum(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.merge(sum))
        .withMessage("other must be another sum, but was this one");
    byte[] bytes = bytes(sum);
    assertThat(bytes).hasSize(281);
    bytes[0]++;
    assertThatThrownBy(() -> read(bytes)).hasMessageStartingWith("no sum: format");
  }
}
