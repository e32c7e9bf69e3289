// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import org.talweg.tensor.DataType;

/**
 * Random orthonormal vectors, distributed evenly over all sets of them (Haar's measure): normal
 * numbers, made orthogonal by the method of Gram and Schmidt. Its factor R has a positive diagonal,
 * so the signs need no correction (Mezzadri, "How to Generate Random Matrices from the Classical
 * Compact Groups", 2007, <a
 * href="https://arxiv.org/abs/math-ph/0609050">arXiv:math-ph/0609050</a>). Each vector is projected
 * twice, after which it is orthogonal to the last digits. Sums are taken in one order everywhere.
 */
final class Orthonormal {
  private static final int LANES = 8;
  private static final double SMALLEST_REMAINDER = 1e-9;

  private Orthonormal() {}

  /** Vectors of a length that is at least their count. */
  static double[][] vectors(int count, int length, RandomStream random) {
    Draws draws = Draws.of(random, DataType.FLOAT64);
    double[][] vectors = new double[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = normal(draws, (long) i * length, length);
      double before = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          subtract(vectors[i], dot(vectors[i], vectors[j]), vectors[j]);
        }
      }
      double left = Math.sqrt(dot(vectors[i], vectors[i]));
      if (!(left > SMALLEST_REMAINDER * before)) {
        throw new IllegalArgumentException(
            "the random stream repeats itself: the vectors drawn from it are linearly dependent");
      }
      divide(vectors[i], left);
    }
    return vectors;
  }

  private static double[] normal(Draws draws, long first, int length) {
    double[] vector = new double[length];
    double[] block = new double[Elements.BLOCK];
    int count;
    for (int done = 0; done < length; done += count) {
      count = Math.min(Elements.BLOCK, length - done);
      draws.normal(first + done, block, count);
      System.arraycopy(block, 0, vector, done, count);
    }
    return vector;
  }

  /** Eight sums side by side, which need not wait for one another. */
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i <= a.length - LANES; i += LANES) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
      s4 += a[i + 4] * b[i + 4];
      s5 += a[i + 5] * b[i + 5];
      s6 += a[i + 6] * b[i + 6];
      s7 += a[i + 7] * b[i + 7];
    }
    double rest = 0;
    for (; i < a.length; i++) {
      rest += a[i] * b[i];
    }
    return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7)) + rest;
  }

  private static void subtract(double[] vector, double factor, double[] other) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] -= factor * other[i];
    }
  }

  private static void divide(double[] vector, double divisor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= divisor;
    }
  }
}
