// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.Arrays;

/**
 * Softmax regression: the mean of log Σ exp zₖ − z_y over the rows plus (decay/2) Σ W². The
 * variables are W, a class a row, and then the intercepts, which do not decay.
 */
public final class SoftmaxRegression implements SmoothFunction {
  private final double[][] rows;
  private final int[] labels;
  private final int classes;
  private final double decay;

  /** Over data that stays the caller's and must not change. */
  public SoftmaxRegression(double[][] rows, int[] labels, int classes, double decay) {
    this.rows = rows;
    this.labels = labels;
    this.classes = classes;
    this.decay = decay;
  }

  /** The number of variables. */
  public int n() {
    return classes * (rows[0].length + 1);
  }

  @Override
  public double evaluate(double[] v, double[] gradient) {
    int columns = rows[0].length;
    Arrays.fill(gradient, 0);
    double[] z = new double[classes];
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < classes; k++) {
        z[k] = v[classes * columns + k] + dot(rows[i], v, k * columns);
      }
      loss += toSlopes(z, labels[i]);
      for (int k = 0; k < classes; k++) {
        gradient[classes * columns + k] += z[k] / rows.length;
        add(z[k] / rows.length, rows[i], gradient, k * columns);
      }
    }
    double squares = 0;
    for (int j = 0; j < classes * columns; j++) {
      squares += v[j] * v[j];
      gradient[j] += decay * v[j];
    }
    return loss / rows.length + decay / 2 * squares;
  }

  /** Turns logits into the loss's derivatives by them, and gives the loss. */
  private static double toSlopes(double[] z, int label) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : z) {
      max = Math.max(max, logit);
    }
    double own = z[label];
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      z[k] = StrictMath.exp(z[k] - max);
      sum += z[k];
    }
    for (int k = 0; k < z.length; k++) {
      z[k] = z[k] / sum - (k == label ? 1 : 0);
    }
    return StrictMath.log(sum) + max - own;
  }

  // Four sums, always the same four.
  private static double dot(double[] row, double[] v, int offset) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j <= row.length - 4; j += 4) {
      a += row[j] * v[offset + j];
      b += row[j + 1] * v[offset + j + 1];
      c += row[j + 2] * v[offset + j + 2];
      d += row[j + 3] * v[offset + j + 3];
    }
    for (; j < row.length; j++) {
      a += row[j] * v[offset + j];
    }
    return (a + b) + (c + d);
  }

  private static void add(double factor, double[] row, double[] to, int offset) {
    for (int j = 0; j < row.length; j++) {
      to[offset + j] += factor * row[j];
    }
  }
}
