// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against whole matrices: the diagonal is that of a dense BFGS update of a scaled diagonal. */
class DiagonalTest {
  private static final int N = 7;

  private final SplittableRandom random = new SplittableRandom(8);

  @Test
  void isTheDiagonalOfADenseUpdate() {
    Diagonal diagonal = new Diagonal(new Vectors(N, 1));
    double[] expected = new double[N];
    for (int step = 0; step < 6; step++) {
      double[] s = random.doubles(N, -1, 1).toArray();
      double[] y = new double[N];
      Arrays.setAll(y, i -> s[i] * (i + 1) + 0.1 * random.nextDouble(-1, 1));
      double sy = dot(s, y);
      double yy = dot(y, y);
      if (step == 0) {
        Arrays.fill(expected, yy / sy);
      }
      expected = diagonalOf(update(scaled(expected, y, sy), s, y, sy));
      diagonal.learn(s, y, sy, yy);
      double[] v = random.doubles(N, -1, 1).toArray();
      double[] other = random.doubles(N, -1, 1).toArray();
      double[] divided = v.clone();
      double product = diagonal.divide(divided, other);
      for (int i = 0; i < N; i++) {
        assertThat(divided[i]).isCloseTo(v[i] / expected[i], within(1e-13));
      }
      assertThat(product).isCloseTo(dot(divided, other), within(1e-13));
    }
  }

  /** A step along one variable whose gradient does not change leaves no curvature there. */
  @Test
  void staysPositive() {
    Diagonal diagonal = new Diagonal(new Vectors(2, 1));
    diagonal.learn(new double[] {1, 1}, new double[] {2, 2}, 4, 8);
    diagonal.learn(new double[] {1, 1e-30}, new double[] {0, 1}, 1e-30, 1);
    double[] v = {1, 1};
    diagonal.divide(v, new double[2]);
    assertThat(v[0]).isPositive().isFinite();
    assertThat(v[1]).isPositive().isFinite();
  }

  @Test
  void forgetsToTheFirstStep() {
    Diagonal diagonal = new Diagonal(new Vectors(2, 1));
    diagonal.learn(new double[] {1, 2}, new double[] {5, 1}, 7, 26);
    double[] first = {1, 1};
    diagonal.divide(first, new double[2]);
    diagonal.learn(new double[] {3, -1}, new double[] {2, -2}, 8, 8);
    diagonal.forget();
    diagonal.learn(new double[] {1, 2}, new double[] {5, 1}, 7, 26);
    double[] again = {1, 1};
    diagonal.divide(again, new double[2]);
    assertThat(again).isEqualTo(first);
  }

  /** A quadratic whose curvatures lie between 1 and 10⁶, each along its own variable. */
  @Test
  void solvesASeparableProblemInFewerEvaluations() {
    Objective separable =
        (x, gradient) -> {
          double loss = 0;
          for (int i = 0; i < x.length; i++) {
            double curvature = StrictMath.pow(10, 6.0 * i / (x.length - 1));
            gradient[i] = curvature * (x[i] - 1);
            loss += 0.5 * curvature * (x[i] - 1) * (x[i] - 1);
          }
          return loss;
        };
    Lbfgs scalar = Lbfgs.of().withGradientTolerance(1e-6).withLossTolerance(0);
    SearchResult without = scalar.minimize(separable, new double[200]);
    SearchResult with = scalar.withDiagonalScaling(true).minimize(separable, new double[200]);
    assertThat(with.converged()).as("%s", with).isTrue();
    assertThat(with.evaluations()).as("%s, without %s", with, without).isLessThan(400);
    assertThat(without.evaluations()).isGreaterThan(10 * with.evaluations());
  }

  private static double[] scaled(double[] diagonal, double[] y, double sy) {
    double factor = 0;
    for (int i = 0; i < N; i++) {
      factor += y[i] * y[i] / diagonal[i] / sy;
    }
    double[] scaled = diagonal.clone();
    for (int i = 0; i < N; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  /** B − B·s·sᵀ·B / sᵀ·B·s + y·yᵀ / yᵀ·s. */
  private static double[][] update(double[] diagonal, double[] s, double[] y, double sy) {
    double[] bs = new double[N];
    Arrays.setAll(bs, i -> diagonal[i] * s[i]);
    double sbs = dot(s, bs);
    double[][] b = new double[N][N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        b[i][j] = (i == j ? diagonal[i] : 0) - bs[i] * bs[j] / sbs + y[i] * y[j] / sy;
      }
    }
    return b;
  }

  private static double[] diagonalOf(double[][] matrix) {
    double[] diagonal = new double[matrix.length];
    Arrays.setAll(diagonal, i -> matrix[i][i]);
    return diagonal;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
