// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;

class OrthogonalTest {
  private static final double FALSE_ALARM = 1e-9;

  private static double[] filled(Initializer initializer, Fan fan, int size, long seed) {
    double[] values = new double[size];
    initializer.fill(DoubleTensor.wrap(values, size), fan, RandomStream.of(seed, "layer1.weight"));
    return values;
  }

  /** ‖MMᵀ − scale · I‖ of a matrix in row-major order, or ‖MᵀM − scale · I‖ if it is tall. */
  private static double distance(double[] matrix, int rows, int columns, double scale) {
    boolean tall = rows > columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double sum = 0;
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double product = a == b ? -scale : 0;
        for (int k = 0; k < length; k++) {
          product +=
              tall
                  ? matrix[k * columns + a] * matrix[k * columns + b]
                  : matrix[a * columns + k] * matrix[b * columns + k];
        }
        sum += product * product;
      }
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "3, 3",
    "64, 64",
    "200, 200",
    "300, 20",
    "20, 300",
    "1, 50",
    "50, 1",
    "7, 600"
  })
  void matricesAreOrthogonalToTwelveDigits(int out, int in) {
    Shape shape = Shape.of(out, in);
    double[] outputFirst = filled(Orthogonal.of(), Fan.outputFirst(shape), shape.size(), 1);
    assertThat(distance(outputFirst, out, in, 1)).isLessThanOrEqualTo(1e-12);
    double[] inputFirst = filled(Orthogonal.of(), Fan.inputFirst(shape), shape.size(), 1);
    assertThat(distance(inputFirst, out, in, 1)).isLessThanOrEqualTo(1e-12);
    double[] wider = filled(Orthogonal.of(1.5), Fan.outputFirst(shape), shape.size(), 1);
    assertThat(distance(wider, out, in, 2.25)).isLessThanOrEqualTo(2.25e-12);
  }

  /** PyTorch flattens (out, in · kernel), Keras (kernel · in, out). */
  @Test
  void convolutionsAreMatricesOfOutputsByTheRest() {
    for (int[] extents : new int[][] {{16, 3, 5, 5}, {64, 2, 3, 3}, {8, 4, 5}, {4, 3, 2, 3, 2}}) {
      Shape shape = Shape.of(extents);
      int rows = extents[0];
      double[] values = filled(Orthogonal.of(), Fan.outputFirst(shape), shape.size(), 2);
      assertThat(distance(values, rows, shape.size() / rows, 1))
          .as("output first %s", shape)
          .isLessThanOrEqualTo(1e-12);
    }
    for (int[] extents : new int[][] {{5, 5, 3, 16}, {3, 3, 2, 64}, {5, 4, 8}}) {
      Shape shape = Shape.of(extents);
      int columns = extents[extents.length - 1];
      double[] values = filled(Orthogonal.of(), Fan.inputFirst(shape), shape.size(), 2);
      assertThat(distance(values, shape.size() / columns, columns, 1))
          .as("input first %s", shape)
          .isLessThanOrEqualTo(1e-12);
    }
  }

  /** The same connection has the same weight in both layouts. */
  @Test
  void theLayoutsHoldTheSameWeights() {
    int out = 5;
    int in = 4;
    int kernel = 3;
    double[] first =
        filled(Orthogonal.of(), Fan.outputFirst(Shape.of(out, in, kernel)), out * in * kernel, 3);
    double[] last =
        filled(Orthogonal.of(), Fan.inputFirst(Shape.of(kernel, in, out)), out * in * kernel, 3);
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int k = 0; k < kernel; k++) {
          assertThat(last[(k * in + i) * out + o]).isEqualTo(first[(o * in + i) * kernel + k]);
        }
      }
    }
  }

  // Worked out apart from this library, in Python: the stream, the quantiles, Gram and Schmidt.
  @Test
  void theBitsArePinned() {
    assertThat(filled(Orthogonal.of(), Fan.outputFirst(Shape.of(2, 3)), 6, 42))
        .containsExactly(
            -0.1936485056663619,
            -0.05082199348650593,
            0.9797537349922391,
            -0.8311392229438748,
            0.5390983335443569,
            -0.1363105969979925);
    assertThat(filled(Orthogonal.of(), Fan.outputFirst(Shape.of(2, 9)), 18, 42))
        .startsWith(-0.09541738534749164, -0.02504177204953254, 0.48275890049193265)
        .endsWith(0.2078135607004943, -0.33410746660225876, 0.20393788481471015);
  }

  @Test
  void floatsAreTheDoublesNarrowed() {
    Fan fan = Fan.outputFirst(Shape.of(30, 40));
    double[] doubles = filled(Orthogonal.of(), fan, 1200, 4);
    FloatTensor floats = FloatTensor.zeros(30, 40);
    Orthogonal.of().fill(floats, fan, RandomStream.of(4, "layer1.weight"));
    for (int i = 0; i < 1200; i++) {
      assertThat(floats.array()[i]).isEqualTo((float) doubles[i]);
    }
  }

  /**
   * Archimedes: a coordinate of a point that is even on the sphere is even on [−1, 1], so each of
   * the nine entries is (without a correction of signs, the diagonal would not be). Distance of
   * Dvoretzky, Kiefer, Wolfowitz and Massart with a chance of 1e-9 each; Hoeffding for the sign of
   * the determinant, of which half are positive.
   */
  @Test
  void orthogonalMatricesAreEvenlyDistributed() {
    int samples = 4000;
    double bound = Math.sqrt(Math.log(2 / FALSE_ALARM) / (2 * samples));
    double[][] entries = new double[9][samples];
    int positive = 0;
    Fan fan = Fan.outputFirst(Shape.of(3, 3));
    for (int seed = 0; seed < samples; seed++) {
      double[] q = filled(Orthogonal.of(), fan, 9, seed);
      for (int i = 0; i < 9; i++) {
        entries[i][seed] = q[i];
      }
      double determinant =
          q[0] * (q[4] * q[8] - q[5] * q[7])
              - q[1] * (q[3] * q[8] - q[5] * q[6])
              + q[2] * (q[3] * q[7] - q[4] * q[6]);
      assertThat(Math.abs(determinant)).isCloseTo(1, within(1e-14));
      positive += determinant > 0 ? 1 : 0;
    }
    assertThat((double) positive / samples).isCloseTo(0.5, within(bound));
    for (int i = 0; i < 9; i++) {
      Arrays.sort(entries[i]);
      for (int k = 0; k < samples; k++) {
        assertThat((double) k / samples)
            .as("entry %d, share below %s", i, entries[i][k])
            .isCloseTo((entries[i][k] + 1) / 2, within(bound + 1.0 / samples));
      }
    }
  }

  @Test
  void theMiddleOfADeltaOrthogonalKernelKeepsLengths() {
    int out = 12;
    int in = 7;
    for (int[] kernel : new int[][] {{3}, {5, 3}, {4, 3}, {3, 3, 3}}) {
      int positions = Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
      int[] extents = new int[kernel.length + 2];
      System.arraycopy(kernel, 0, extents, 2, kernel.length);
      extents[0] = out;
      extents[1] = in;
      Shape shape = Shape.of(extents);
      double[] values = filled(DeltaOrthogonal.of(2), Fan.outputFirst(shape), shape.size(), 5);
      int middle = 0;
      for (int extent : kernel) {
        middle = middle * extent + (extent - 1) / 2;
      }
      double[] matrix = new double[out * in];
      for (int i = 0; i < values.length; i++) {
        if (i % positions == middle) {
          matrix[i / positions] = values[i];
        } else {
          assertThat(values[i]).isZero();
        }
      }
      assertThat(distance(matrix, out, in, 4)).as("%s", shape).isLessThanOrEqualTo(4e-12);
    }
  }

  /** JAX stores (kernel…, in, out): the middle slice is a matrix with orthonormal rows. */
  @Test
  void deltaOrthogonalWorksInputFirstToo() {
    Shape shape = Shape.of(3, 5, 7, 12);
    double[] values = filled(DeltaOrthogonal.of(), Fan.inputFirst(shape), shape.size(), 5);
    int slice = 7 * 12;
    double[] middle = Arrays.copyOfRange(values, 7 * slice, 8 * slice); // position (1, 2)
    assertThat(distance(middle, 7, 12, 1)).isLessThanOrEqualTo(1e-12);
    assertThat(Arrays.stream(values).filter(x -> x != 0).count()).isEqualTo(slice);
  }

  @Test
  void whatCanNotBeFilledIsRefused() {
    DoubleTensor tensor = DoubleTensor.zeros(4, 6, 3);
    RandomStream stream = RandomStream.of(1, "w");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Orthogonal.of().fill(tensor, Fan.of(18, 12), stream))
        .withMessage(
            "Orthogonal must tell inputs from outputs: it needs a fan made by Fan.outputFirst or"
                + " Fan.inputFirst from a shape of rank 2 or more, but the fan was"
                + " Fan[fanIn=18, fanOut=12]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DeltaOrthogonal.of().fill(tensor, Fan.outputFirst(tensor.shape()), stream))
        .withMessage(
            "DeltaOrthogonal needs at least as many outputs as inputs, but there were 4 outputs and"
                + " 6 inputs in outputFirst [4, 6, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DeltaOrthogonal.of().fill(tensor, Fan.outputFirst(Shape.of(12, 6)), stream))
        .withMessage(
            "DeltaOrthogonal needs a weight of rank 3 to 5, (out, in, kernel…),"
                + " but the shape was [12, 6]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Orthogonal.of()
                    .fill(
                        tensor,
                        Fan.outputFirst(tensor.shape()),
                        RandomStream.of(() -> 0x1234_5678_9abc_def0L)))
        .withMessage(
            "the random stream repeats itself: the vectors drawn from it are linearly dependent");
    assertThat(tensor.array()).containsOnly(0);
    for (double gain : new double[] {0, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Orthogonal.of(gain))
          .withMessage("gain must be positive and finite, but was " + gain);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DeltaOrthogonal.of(gain))
          .withMessage("gain must be positive and finite, but was " + gain);
    }
  }
}
