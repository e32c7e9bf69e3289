// SPDX-License-Identifier: Apache-2.0
package org.talweg.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewtonSchulzTest {
  private static final double A = 3.4445;
  private static final double B = -4.775;
  private static final double C = 2.0315;

  private static double[] normal(int count, SplittableRandom random) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> (float) random.nextGaussian());
    return numbers;
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static double[] times(double[] a, double[] b, int rows, int depth, int columns) {
    double[] c = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < depth; k++) {
          c[i * columns + j] += a[i * depth + k] * b[k * columns + j];
        }
      }
    }
    return c;
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] c = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      c[i % columns * rows + i / columns] = a[i];
    }
    return c;
  }

  /** The formula as it stands, on the right side, so without any transposition. */
  private static double[] plain(double[] g, int rows, int columns, int steps) {
    double norm = Math.sqrt(Arrays.stream(g).map(x -> x * x).sum());
    double[] x = Arrays.stream(g).map(value -> value / norm).toArray();
    for (int step = 0; step < steps; step++) {
      double[] own = times(transposed(x, rows, columns), x, columns, rows, columns);
      double[] squared = times(own, own, columns, columns, columns);
      double[] sum = new double[own.length];
      Arrays.setAll(sum, i -> B * own[i] + C * squared[i]);
      double[] added = times(x, sum, rows, columns, columns);
      for (int i = 0; i < x.length; i++) {
        x[i] = A * x[i] + added[i];
      }
    }
    return x;
  }

  private static double[] orthogonalized(
      DoubleNewtonSchulz memory, double[] g, int rows, int columns, int steps) {
    System.arraycopy(g, 0, memory.matrix(rows, columns), 0, g.length);
    memory.orthogonalize(1e-7, 0, A, B, C, steps);
    return Arrays.copyOf(memory.matrix(rows, columns), g.length);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 4", "17, 9", "1, 40", "40, 1", "64, 200", "90, 80"})
  void theFormulaIsComputedOnTheSmallerSide(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(rows * 1000L + columns);
    double[] g = normal(rows * columns, random);
    double[] expected = plain(g, rows, columns, 5);
    DoubleNewtonSchulz memory = new DoubleNewtonSchulz();
    double[] x = orthogonalized(memory, g, rows, columns, 5);

    FloatNewtonSchulz floats = new FloatNewtonSchulz();
    System.arraycopy(floats(g), 0, floats.matrix(rows, columns), 0, g.length);
    floats.orthogonalize(1e-7f, 0, (float) A, (float) B, (float) C, 5);
    float[] single = Arrays.copyOf(floats.matrix(rows, columns), g.length);
    for (int i = 0; i < g.length; i++) {
      assertThat(Math.abs(x[i] - expected[i])).as("double, element %d", i).isLessThan(1e-11);
      assertThat(Math.abs(single[i] - expected[i])).as("float, element %d", i).isLessThan(2e-5);
    }
  }

  /** Every singular value goes its way: this matrix has those on its diagonal. */
  @Test
  void singularValuesFollowThePolynomial() {
    int size = 6;
    double[] g = new double[size * size];
    double squares = 0;
    for (int i = 0; i < size; i++) {
      g[i * size + (i + 1) % size] = (i % 2 == 0 ? 1 : -1) * (i + 1);
      squares += (i + 1) * (i + 1);
    }
    double[] x = orthogonalized(new DoubleNewtonSchulz(), g, size, size, 5);
    for (int i = 0; i < size; i++) {
      double s = (i + 1) / Math.sqrt(squares);
      for (int step = 0; step < 5; step++) {
        s = A * s + B * s * s * s + C * s * s * s * s * s;
      }
      assertThat(s).isBetween(0.68, 1.14);
      assertThat(x[i * size + (i + 1) % size]).isEqualTo(i % 2 == 0 ? s : -s, within(1e-12));
    }
  }

  /** The classical coefficients converge: X·Xᵀ is the identity then. */
  @Test
  void coefficientsThatConvergeGiveAnOrthogonalMatrix() {
    int rows = 20;
    int columns = 50;
    double[] g = normal(rows * columns, new SplittableRandom(3));
    DoubleNewtonSchulz memory = new DoubleNewtonSchulz();
    System.arraycopy(g, 0, memory.matrix(rows, columns), 0, g.length);
    memory.orthogonalize(1e-7, 0, 15.0 / 8, -10.0 / 8, 3.0 / 8, 20);
    double[] x = Arrays.copyOf(memory.matrix(rows, columns), g.length);
    double[] own = times(x, transposed(x, rows, columns), rows, columns, rows);
    for (int i = 0; i < own.length; i++) {
      assertThat(own[i]).isEqualTo(i % (rows + 1) == 0 ? 1 : 0, within(1e-13));
    }
  }

  @Test
  void aMatrixOfZerosStaysAndATinyOneIsDividedByEpsilon() {
    DoubleNewtonSchulz memory = new DoubleNewtonSchulz();
    assertThat(orthogonalized(memory, new double[12], 3, 4, 5)).containsOnly(0);
    double[] tiny = {1e-9};
    assertThat(orthogonalized(memory, tiny, 1, 1, 1))
        .containsExactly(new double[] {A * 1e-2}, within(1e-5));
    memory.matrix(1, 1)[0] = 3e-7;
    memory.orthogonalize(0, 1e-7, 1, 0, 0, 1);
    assertThat(memory.matrix(1, 1)[0]).isEqualTo(0.75, within(1e-15));
  }

  /** What an earlier matrix left in the memory is not seen. */
  @Test
  void memoryIsUsedAgain() {
    SplittableRandom random = new SplittableRandom(5);
    DoubleNewtonSchulz memory = new DoubleNewtonSchulz();
    orthogonalized(memory, normal(60 * 70, random), 60, 70, 5);
    double[] g = normal(7 * 3, random);
    assertThat(orthogonalized(memory, g, 7, 3, 5))
        .isEqualTo(orthogonalized(new DoubleNewtonSchulz(), g, 7, 3, 5));
  }
}
