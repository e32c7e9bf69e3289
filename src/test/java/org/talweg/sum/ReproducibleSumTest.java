// SPDX-License-Identifier: Apache-2.0
package org.talweg.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReproducibleSumTest {
  /** Kinds of numbers, from all of which a sum has to be the same in any order. */
  private enum Kind {
    NORMAL {
      @Override
      double draw(Random random) {
        return random.nextGaussian();
      }
    },
    /** Of all magnitudes that are summed, subnormal ones too. */
    WIDE {
      @Override
      double draw(Random random) {
        return Math.scalb(random.nextGaussian(), random.nextInt(2050) - 1074);
      }
    },
    /** Within the smallest 60 binary exponents. */
    SMALLEST {
      @Override
      double draw(Random random) {
        return Math.scalb(random.nextGaussian(), random.nextInt(60) - 1074);
      }
    },
    /** Near the largest. */
    LARGEST {
      @Override
      double draw(Random random) {
        return Math.scalb(random.nextDouble(-1, 1), 986 - random.nextInt(30));
      }
    },
    /**
     * Where cutting has to break ties: halves of the units of all bins, and numbers around them.
     */
    TIES {
      @Override
      double draw(Random random) {
        double half = Math.scalb(random.nextBoolean() ? 1.0 : -1.0, 21 * random.nextInt(-6, 6) - 1);
        return switch (random.nextInt(4)) {
          case 0 -> Math.nextUp(half);
          case 1 -> Math.nextDown(half);
          case 2 -> 3 * half;
          default -> half;
        };
      }
    },
    /** Whose sum is far smaller than they are. */
    CANCELLING {
      @Override
      double draw(Random random) {
        return (random.nextBoolean() ? 1 : -1) * (1e9 + random.nextGaussian());
      }
    },
    MOSTLY_ZERO {
      @Override
      double draw(Random random) {
        return random.nextInt(20) > 0 ? -0.0 : random.nextGaussian();
      }
    };

    abstract double draw(Random random);
  }

  private static double[][] vectors(Kind kind, int count, int length, long seed) {
    Random random = new Random(seed);
    double[][] vectors = new double[count][length];
    for (double[] vector : vectors) {
      Arrays.setAll(vector, i -> kind.draw(random));
    }
    return vectors;
  }

  private static ReproducibleSum sum(Iterable<double[]> vectors, int length) {
    ReproducibleSum sum = ReproducibleSum.of(length);
    vectors.forEach(sum::add);
    return sum;
  }

  private static double[] result(ReproducibleSum sum) {
    double[] result = new double[sum.length()];
    sum.result(result);
    return result;
  }

  private static byte[] bytes(ReproducibleSum sum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sum.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static ReproducibleSum read(byte[] bytes) throws IOException {
    return ReproducibleSum.read(input(bytes));
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @EnumSource
  void anyOrderAndAnyTreeOfMergesGivesTheSameBytes(Kind kind) throws IOException {
    for (long seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      int length = 1 + random.nextInt(600);
      List<double[]> vectors =
          new ArrayList<>(List.of(vectors(kind, 1 + random.nextInt(40), length, seed)));
      byte[] expected = bytes(sum(vectors, length));
      for (int trial = 0; trial < 5; trial++) {
        Collections.shuffle(vectors, random);
        List<ReproducibleSum> parts = new ArrayList<>();
        for (int from = 0; from < vectors.size(); ) {
          int to = Math.min(vectors.size(), from + random.nextInt(12));
          parts.add(sum(vectors.subList(from, to), length));
          from = to;
        }
        while (parts.size() > 1) {
          ReproducibleSum part = parts.remove(random.nextInt(parts.size()));
          int into = random.nextInt(parts.size());
          switch (random.nextInt(3)) {
            case 0 -> parts.get(into).merge(part);
            case 1 -> parts.get(into).merge(read(bytes(part)));
            default -> parts.get(into).mergeWritten(input(bytes(part)));
          }
        }
        assertThat(bytes(parts.get(0))).as("%s, seed %d", kind, seed).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalVectorsAtOnceAreAddedAsOneByOne(Kind kind) throws IOException {
    for (int length : new int[] {1, 256, 700}) {
      double[][] vectors = vectors(kind, 11, length, length);
      ReproducibleSum sum = ReproducibleSum.of(length);
      sum.addAll(Arrays.copyOf(vectors, 4));
      sum.addAll();
      sum.addAll(Arrays.copyOfRange(vectors, 4, 11));
      assertThat(bytes(sum)).as("%s", kind).isEqualTo(bytes(sum(List.of(vectors), length)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void slicesThatAreWrittenAndMergedElsewhereHaveTheBitsOfTheWhole(Kind kind) throws IOException {
    double[][] vectors = vectors(kind, 9, 1300, 1);
    vectors[8][800] = Double.NaN;
    ReproducibleSum whole = sum(List.of(vectors), 1300);
    ReproducibleSum first = sum(List.of(vectors).subList(0, 5), 1300);
    ReproducibleSum second = sum(List.of(vectors).subList(5, 9), 1300);
    double[] result = new double[1300];
    int[] edges = {0, 256, 256, 1024, 1300};
    for (int k = 1; k < edges.length; k++) {
      ReproducibleSum slice = ReproducibleSum.of(edges[k] - edges[k - 1]);
      for (ReproducibleSum part : List.of(first, second)) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        part.write(new DataOutputStream(bytes), edges[k - 1], edges[k]);
        slice.mergeWritten(input(bytes.toByteArray()));
      }
      assertThat(slice.count()).isEqualTo(9);
      System.arraycopy(result(slice), 0, result, edges[k - 1], slice.length());
    }
    assertThat(result).as("%s", kind).isEqualTo(result(whole));
    assertThat(whole.isFinite()).isFalse();
    assertThat(first.isFinite()).isTrue();
  }

  @Test
  void aSliceIsOfWholeBlocks() {
    ReproducibleSum sum = ReproducibleSum.of(1300);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int[] slice : new int[][] {{-256, 0}, {0, 100}, {1, 256}, {256, 0}, {1024, 1536}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sum.write(new DataOutputStream(bytes), slice[0], slice[1]))
          .withMessage(
              "a slice must be of whole blocks of 256 within 0 to 1300, but was from %d to %d",
              slice[0], slice[1]);
    }
    assertThat(bytes.size()).isZero();
  }

  /** What is sent in a cluster: a plain sum takes 8 bytes an element. */
  @Test
  void aWrittenSumTakesElevenBytesAnElementOrLess() throws IOException {
    double[][] vectors = vectors(Kind.NORMAL, 32, 25_600, 1);
    assertThat(bytes(sum(List.of(vectors), 25_600))).hasSizeBetween(9 * 25_600, 11 * 25_600 + 600);
    for (double[] vector : vectors) {
      Arrays.setAll(vector, i -> (float) vector[i] % 0x1p-20); // 24 bits, small ones
    }
    assertThat(bytes(sum(List.of(vectors), 25_600))).hasSizeLessThan(9 * 25_600);
    assertThat(bytes(ReproducibleSum.of(25_600))).hasSizeLessThan(600);
  }

  @ParameterizedTest
  @EnumSource
  void theErrorIsWithinTheBound(Kind kind) {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int length = 1 + random.nextInt(600);
      double[][] vectors = vectors(kind, 1 + random.nextInt(100), length, seed);
      double[] result = result(sum(List.of(vectors), length));
      for (int i = 0; i < length; i++) {
        BigDecimal exact = BigDecimal.ZERO;
        for (double[] vector : vectors) {
          exact = exact.add(new BigDecimal(vector[i]));
        }
        BigDecimal bound =
            exact
                .abs()
                .multiply(powerOfTwo(-53))
                .add(
                    new BigDecimal(largest(vectors, i / 256 * 256))
                        .multiply(BigDecimal.valueOf(vectors.length))
                        .multiply(powerOfTwo(-62)));
        assertThat(new BigDecimal(result[i]).subtract(exact).abs())
            .as("%s, seed %d, element %d", kind, seed, i)
            .isLessThanOrEqualTo(bound);
      }
    }
  }

  private static BigDecimal powerOfTwo(int exponent) {
    return new BigDecimal(Math.scalb(1.0, exponent));
  }

  private static double largest(double[][] vectors, int from) {
    double largest = 0;
    for (double[] vector : vectors) {
      for (int i = from; i < Math.min(vector.length, from + 256); i++) {
        largest = Math.max(largest, Math.abs(vector[i]));
      }
    }
    return largest;
  }

  /** What the four bins hold exactly: multiples of 2⁻⁴⁰ below 2²⁰. */
  @Test
  void sumsOfMultiplesOfOneQuantumAreExact() {
    Random random = new Random(7);
    double[][] vectors = new double[1000][300];
    double[] exact = new double[300];
    for (int i = 0; i < 300; i++) {
      long units = 0;
      for (double[] vector : vectors) {
        long unit = random.nextLong(-(1L << 42), 1L << 42);
        units += unit;
        vector[i] = unit * 0x1p-40;
      }
      exact[i] = units * 0x1p-40;
    }
    assertThat(result(sum(List.of(vectors), 300))).isEqualTo(exact);
  }

  @Test
  void singlePrecisionIsAddedAsItsValueInDouble() throws IOException {
    for (int length : new int[] {1, 255, 256, 257, 5000}) {
      double[][] vectors = vectors(Kind.NORMAL, 9, length, length);
      ReproducibleSum floats = ReproducibleSum.of(length);
      ReproducibleSum doubles = ReproducibleSum.of(length);
      for (double[] vector : vectors) {
        float[] narrow = new float[length];
        for (int i = 0; i < length; i++) {
          narrow[i] = (float) vector[i];
          vector[i] = narrow[i];
        }
        floats.add(narrow);
        doubles.add(vector);
      }
      assertThat(bytes(floats)).isEqualTo(bytes(doubles));
      float[] narrow = new float[length];
      floats.result(narrow);
      double[] wide = result(doubles);
      for (int i = 0; i < length; i++) {
        assertThat(narrow[i]).isEqualTo((float) wide[i]);
      }
    }
  }

  @Test
  void elementsThatAreNotFiniteAreKeptApartInAnyOrder() throws IOException {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    List<double[]> vectors =
        new ArrayList<>(
            List.of(
                new double[] {1, nan, infinity, 1, infinity, 0x1.1p986, -Double.MAX_VALUE},
                new double[] {2, 2, 2, -infinity, -infinity, 2, 2},
                new double[] {3, 3, infinity, 3, 3, 3, 3}));
    for (int trial = 0; trial < 6; trial++) {
      ReproducibleSum sum = sum(vectors.subList(1, 3), 7);
      ReproducibleSum other = sum(vectors.subList(0, 1), 7);
      sum.merge(other);
      assertThat(result(read(bytes(sum))))
          .containsExactly(6, nan, infinity, -infinity, nan, infinity, -infinity);
      Collections.rotate(vectors, 1);
    }
    ReproducibleSum sum = sum(vectors, 7);
    sum.clear();
    sum.add(new double[7]);
    assertThat(result(sum)).containsOnly(0);
  }

  @Test
  void theLargestMagnitudesAreFinite() {
    ReproducibleSum sum = ReproducibleSum.of(2);
    for (int i = 0; i < 1000; i++) {
      sum.add(new double[] {0x1p986, -0x1p986});
    }
    assertThat(result(sum)).containsExactly(1000 * 0x1p986, -1000 * 0x1p986);
  }

  @Test
  void addingAndMergingAllocateNothing() {
    ReproducibleSum sum = ReproducibleSum.of(1000);
    ReproducibleSum other = sum(List.of(vectors(Kind.WIDE, 3, 1000, 1)), 1000);
    double[] doubles = vectors(Kind.NORMAL, 1, 1000, 2)[0];
    float[] floats = new float[1000];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int trial = 0; ; trial++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        sum.add(doubles);
        sum.add(floats);
        sum.merge(other);
        sum.result(doubles);
        sum.clear();
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (allocated == 0) {
        break;
      }
      assertThat(trial).as("%d bytes allocated", allocated).isLessThan(100);
    }
  }

  @Test
  void whatDoesNotFitChangesNothing() throws IOException {
    ReproducibleSum sum = sum(List.of(new double[] {1, 2}), 2);
    byte[] before = bytes(sum);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.add(new double[3]))
        .withMessage("x must have length 2, but had 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.add(new float[1]))
        .withMessage("x must have length 2, but had 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.merge(ReproducibleSum.of(1)))
        .withMessage("other must have length 2, but had 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.mergeWritten(input(bytes(ReproducibleSum.of(1)))))
        .withMessage("the written sum must have length 2, but had 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.addAll(new double[2], new double[3]))
        .withMessage("vectors must have length 2, but had 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.merge(sum))
        .withMessage("other must be another sum, but was this one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.result(new double[1]))
        .withMessage("into must have length 2, but had 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReproducibleSum.of(-1))
        .withMessage("length must not be negative, but was -1");
    assertThat(bytes(sum)).isEqualTo(before);
  }

  @Test
  void itTakesEightBillionVectors() throws IOException {
    ReproducibleSum sum = sum(List.of(new double[] {1.25}), 1);
    for (int doubling = 0; doubling < 33; doubling++) {
      ReproducibleSum half = ReproducibleSum.of(1);
      half.merge(sum);
      sum.merge(half);
    }
    assertThat(sum.count()).isEqualTo(1L << 33);
    assertThat(result(sum)).containsExactly(1.25 * (1L << 33));
    assertThat(result(read(bytes(sum)))).containsExactly(1.25 * (1L << 33));
    assertThatIllegalStateException()
        .isThrownBy(() -> sum.mergeWritten(input(bytes(sum))))
        .withMessageContaining("would have 17179869184");
    assertThatIllegalStateException()
        .isThrownBy(() -> sum.add(new double[1]))
        .withMessageContaining("8589934592 vectors, but would have 8589934593");
    assertThat(result(sum)).containsExactly(1.25 * (1L << 33));
  }

  @Test
  void whatIsNoSumIsNotRead() throws IOException {
    byte[] bytes = bytes(sum(List.of(vectors(Kind.NORMAL, 1, 300, 1)), 300));
    byte[] other = bytes.clone();
    other[0]++;
    assertThatThrownBy(() -> read(other)).hasMessageStartingWith("no sum: format");
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(EOFException.class);
    byte[] longer = bytes.clone();
    longer[4] = 0x7f; // a length of two thousand million: found out before it is allocated
    assertThatThrownBy(() -> read(longer)).isInstanceOf(IOException.class);
  }

  @Test
  void aSumOfNoElementsIsOne() throws IOException {
    ReproducibleSum sum = sum(List.of(new double[0]), 0);
    assertThat(read(bytes(sum)).count()).isEqualTo(1);
  }
}
