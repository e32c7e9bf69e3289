// SPDX-License-Identifier: Apache-2.0
package org.talweg.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products against three plain loops, which add in the same order: equal to the bit. */
class ProductTest {
  private static final float[] CANARY = {1234.5f, -6.75f};

  /** One instance for all sizes, so that what one product leaves behind meets the next. */
  private static final FloatProduct FLOATS = new FloatProduct();

  private static final DoubleProduct DOUBLES = new DoubleProduct();

  /** A matrix, by its elements. */
  private interface View {
    double at(int i, int j);

    static View of(double[] elements, int columns) {
      return (i, j) -> elements[i * columns + j];
    }

    static View transposed(double[] elements, int rows) {
      return (i, j) -> elements[j * rows + i];
    }
  }

  private static double[] plain(View a, View b, int rows, int depth, int columns) {
    double[] c = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int k = 0; k < depth; k++) {
          sum += a.at(i, k) * b.at(k, j);
        }
        c[i * columns + j] = sum;
      }
    }
    return c;
  }

  private static float[] plainFloats(View a, View b, int rows, int depth, int columns) {
    float[] c = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float sum = 0;
        for (int k = 0; k < depth; k++) {
          sum += (float) a.at(i, k) * (float) b.at(k, j);
        }
        c[i * columns + j] = sum;
      }
    }
    return c;
  }

  /** Normal numbers that are floats too. */
  private static double[] numbers(int count, SplittableRandom random) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private interface Floats {
    void fill(float[] c);
  }

  private interface Doubles {
    void fill(double[] c);
  }

  /** What is filled in is what is expected, and nothing behind it is touched. */
  private static void check(String name, float[] expected, double[] exact, Floats f, Doubles d) {
    float[] c = new float[expected.length + CANARY.length];
    System.arraycopy(CANARY, 0, c, expected.length, CANARY.length);
    f.fill(c);
    assertThat(c).as("float %s", name).startsWith(expected).endsWith(CANARY);
    double[] cc = new double[exact.length + 1];
    cc[exact.length] = CANARY[0];
    d.fill(cc);
    assertThat(cc).as("double %s", name).startsWith(exact).endsWith(CANARY[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 3, 1",
    "7, 5, 9",
    "6, 2, 16",
    "3, 128, 17",
    "13, 127, 300",
    "20, 129, 1030",
    "13, 257, 2050",
    "300, 40, 20",
    "1037, 66, 3",
    "530, 131, 511",
    "200, 300, 200",
    "300, 131, 210",
    "5, 1, 2049"
  })
  void aProductIsThatOfThreePlainLoops(int rows, int depth, int columns) {
    SplittableRandom random = new SplittableRandom(rows * 31L + depth * 7L + columns);
    double[] a = numbers(rows * depth, random);
    double[] b = numbers(depth * columns, random);
    float[] fa = floats(a);
    float[] fb = floats(b);

    View left = View.of(a, depth);
    View right = View.of(b, columns);
    check(
        "A·B",
        plainFloats(left, right, rows, depth, columns),
        plain(left, right, rows, depth, columns),
        c -> FLOATS.multiply(fa, fb, c, rows, depth, columns),
        c -> DOUBLES.multiply(a, b, c, rows, depth, columns));

    View rightTransposed = View.transposed(b, depth);
    check(
        "A·Bᵀ",
        plainFloats(left, rightTransposed, rows, depth, columns),
        plain(left, rightTransposed, rows, depth, columns),
        c -> FLOATS.multiplyByTransposed(fa, fb, c, rows, depth, columns),
        c -> DOUBLES.multiplyByTransposed(a, b, c, rows, depth, columns));

    View leftTransposed = View.transposed(a, rows);
    check(
        "Aᵀ·B",
        plainFloats(leftTransposed, right, rows, depth, columns),
        plain(leftTransposed, right, rows, depth, columns),
        c -> FLOATS.multiplyTransposed(fa, fb, c, rows, depth, columns),
        c -> DOUBLES.multiplyTransposed(a, b, c, rows, depth, columns));

    View own = View.transposed(a, depth);
    check(
        "A·Aᵀ",
        plainFloats(left, own, rows, depth, rows),
        plain(left, own, rows, depth, rows),
        c -> FLOATS.square(fa, c, rows, depth),
        c -> DOUBLES.square(a, c, rows, depth));

    View plainOwn = View.of(a, rows);
    check(
        "Aᵀ·A",
        plainFloats(leftTransposed, plainOwn, rows, depth, rows),
        plain(leftTransposed, plainOwn, rows, depth, rows),
        c -> FLOATS.squareTransposed(fa, c, rows, depth),
        c -> DOUBLES.squareTransposed(a, c, rows, depth));
    float[] turned = new float[a.length];
    FloatProduct.transpose(fa, turned, rows, depth);
    assertThat(turned).as("Aᵀ").isEqualTo(floats(transposed(a, rows, depth)));
    double[] turnedDoubles = new double[a.length];
    DoubleProduct.transpose(a, turnedDoubles, rows, depth);
    assertThat(turnedDoubles).as("Aᵀ").isEqualTo(transposed(a, rows, depth));
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] c = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      c[i % columns * rows + i / columns] = a[i];
    }
    return c;
  }

  @Test
  void aSumOfNothingIsZero() {
    float[] c = {3, 4};
    FLOATS.multiply(new float[0], new float[0], c, 2, 0, 1);
    assertThat(c).containsOnly(0);
    FLOATS.multiply(new float[3], new float[0], c, 1, 3, 0);
    assertThat(c).containsOnly(0);
  }

  /** Neither hidden nor spread: only what depends on it is not a number. */
  @Test
  void notANumberStaysInItsRow() {
    int rows = 8;
    int depth = 5;
    int columns = 7;
    float[] a = new float[rows * depth];
    a[3 * depth + 2] = Float.NaN;
    float[] c = new float[rows * columns];
    FLOATS.multiply(a, new float[depth * columns], c, rows, depth, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        assertThat(Float.isNaN(c[i * columns + j])).as("row %d", i).isEqualTo(i == 3);
      }
    }
  }
}
