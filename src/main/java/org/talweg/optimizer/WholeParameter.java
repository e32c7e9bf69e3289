// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import org.talweg.internal.EuclideanNorm;
import org.talweg.internal.ShortestRun;
import org.talweg.internal.Squares;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;

/**
 * What rules over whole parameters have in common: a parameter is taken in blocks that stay in
 * cache, none of them short, with what pads a short parameter at its end; and the norm of the
 * gradient.
 */
final class WholeParameter {
  private static final int BLOCK = 1024;

  /** How long scratch arrays for a block are. */
  static final int SCRATCH = 2 * BLOCK;

  private WholeParameter() {}

  /**
   * How many elements the next block has: the last has what would be a short one besides.
   *
   * @param rest how many elements are left
   */
  static int block(int rest) {
    return rest < SCRATCH ? rest : BLOCK;
  }

  /** The index after the last element, padding included. */
  static int end(FloatChunk c) {
    return Math.max(c.to(), ShortestRun.FLOATS);
  }

  /** x ← the gradients from an index on, scaled, with their L2 decay. */
  static void gradients(FloatChunk c, int from, float[] x, int count) {
    float[] w = c.value(), g = c.gradient();
    float scale = c.gradientScale(), l2 = c.l2();
    System.arraycopy(g, from, x, 0, count);
    if (l2 != 0) {
      for (int j = 0; j < count; j++) {
        x[j] = scale * x[j] + l2 * w[from + j];
      }
    } else if (scale != 1) {
      for (int j = 0; j < count; j++) {
        x[j] *= scale;
      }
    }
  }

  /**
   * ‖g‖, also where squares would leave the range.
   *
   * @param x scratch for a block
   */
  static double norm(FloatChunk c, float[] x) {
    double squares = 0;
    int end = end(c);
    for (int i = 0, count; i < end; i += count) {
      count = block(end - i);
      gradients(c, i, x, count);
      squares += Squares.of(x, 0, count);
    }
    if (!EuclideanNorm.needsScaling(squares)) {
      return Math.sqrt(squares);
    }
    double norm = 0;
    for (int i = 0, count; i < end; i += count) {
      count = block(end - i);
      gradients(c, i, x, count);
      norm = StrictMath.hypot(norm, Squares.norm(x, 0, count));
    }
    return norm;
  }

  static int end(DoubleChunk c) {
    return Math.max(c.to(), ShortestRun.DOUBLES);
  }

  static void gradients(DoubleChunk c, int from, double[] x, int count) {
    double[] w = c.value(), g = c.gradient();
    double scale = c.gradientScale(), l2 = c.l2();
    System.arraycopy(g, from, x, 0, count);
    if (l2 != 0) {
      for (int j = 0; j < count; j++) {
        x[j] = scale * x[j] + l2 * w[from + j];
      }
    } else if (scale != 1) {
      for (int j = 0; j < count; j++) {
        x[j] *= scale;
      }
    }
  }

  static double norm(DoubleChunk c, double[] x) {
    double squares = 0;
    int end = end(c);
    for (int i = 0, count; i < end; i += count) {
      count = block(end - i);
      gradients(c, i, x, count);
      squares += Squares.of(x, 0, count);
    }
    if (!EuclideanNorm.needsScaling(squares)) {
      return Math.sqrt(squares);
    }
    double norm = 0;
    for (int i = 0, count; i < end; i += count) {
      count = block(end - i);
      gradients(c, i, x, count);
      norm = StrictMath.hypot(norm, Squares.norm(x, 0, count));
    }
    return norm;
  }
}
