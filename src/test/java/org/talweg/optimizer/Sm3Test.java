// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.Trainer;

class Sm3Test {
  /**
   * (1 2; 3 4): rows and columns know the largest squares; the second step adds the smaller one.
   */
  @Test
  void aMatrixByHand() {
    double[] w = new double[4];
    double[] g = {1, 2, 3, 4};
    Shape shape = Shape.of(2, 2);
    Trainer trainer =
        Trainer.of(
            Sm3.of(1).withBetas(0, 1).withEpsilon(1e-30),
            Parameter.of("w", DoubleTensor.wrap(w, shape), DoubleTensor.wrap(g, shape)));
    trainer.step();
    assertThat(w).containsExactly(-1, -1, -1, -1);
    assertThat(((DoubleTensor) trainer.checkpoint().tensor("w/slice_sum_of_squares")).toArray())
        .containsExactly(4, 16, 9, 16);
    trainer.step();
    double[] sums = {4 + 1, 4 + 4, 9 + 9, 16 + 16};
    for (int i = 0; i < 4; i++) {
      assertThat(w[i]).isEqualTo(-1 - g[i] / Math.sqrt(sums[i]), within(1e-15));
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        Shape.of(),
        Shape.of(7),
        Shape.of(3000),
        Shape.of(3, 1),
        Shape.of(1, 5),
        Shape.of(40, 50),
        Shape.of(3, 2500),
        Shape.of(2500, 3),
        Shape.of(4, 3, 300),
        Shape.of(30, 4, 3, 3),
        Shape.of(0, 3),
        Shape.of(3, 0));
  }

  /** Every element's sum found by going through all of its slices. */
  @ParameterizedTest
  @MethodSource("shapes")
  void slicesOfTensors(Shape shape) {
    int size = shape.size();
    double[] w = new double[size];
    double[] g = new double[size];
    double[] expected = new double[size];
    double[] m = new double[size];
    List<double[]> sums =
        shape.rank() == 0
            ? List.of(new double[1])
            : Stream.iterate(0, d -> d + 1)
                .limit(shape.rank())
                .map(d -> new double[shape.extent(d)])
                .toList();
    Trainer trainer =
        Trainer.of(
            Sm3.of(0.1).withBetas(0.5, 0.9).withEpsilon(1e-3),
            Parameter.of("w", DoubleTensor.wrap(w, shape), DoubleTensor.wrap(g, shape)));
    SplittableRandom random = new SplittableRandom(1);
    for (int t = 1; t <= 4; t++) {
      List<double[]> next = sums.stream().map(sum -> new double[sum.length]).toList();
      for (int i = 0; i < size; i++) {
        g[i] = random.nextGaussian();
        double least = Double.POSITIVE_INFINITY;
        for (int d = 0; d < sums.size(); d++) {
          least = Math.min(least, sums.get(d)[index(shape, i, d)]);
        }
        double sum = 0.9 * least + (1 - 0.9) * g[i] * g[i];
        for (int d = 0; d < sums.size(); d++) {
          int at = index(shape, i, d);
          next.get(d)[at] = Math.max(next.get(d)[at], sum);
        }
        m[i] = 0.5 * m[i] + 0.5 * g[i] / Math.sqrt(sum + 1e-3);
        expected[i] -= 0.1 * m[i];
      }
      sums = next;
      trainer.step();
      for (int i = 0; i < size; i++) {
        assertThat(w[i]).as("step %d, w[%d]", t, i).isEqualTo(expected[i], within(1e-14));
      }
    }
    assertThat(((DoubleTensor) trainer.checkpoint().tensor("w/slice_sum_of_squares")).toArray())
        .containsExactly(sums.stream().flatMapToDouble(Arrays::stream).toArray(), within(1e-14));
  }

  /** The index of an element in one dimension. */
  private static int index(Shape shape, int element, int dimension) {
    int rest = element;
    for (int d = shape.rank() - 1; d > dimension; d--) {
      rest /= shape.extent(d);
    }
    return shape.rank() == 0 ? 0 : rest % shape.extent(dimension);
  }
}
