// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.Arrays;

/**
 * Logistic regression with L2: the mean of log(1 + exp(−t (w·x + b))) over the rows plus (decay/2)
 * |w|². The variables are w and then b, which does not decay.
 */
public final class BinaryRegression implements SmoothFunction {
  private final double[][] rows;
  private final double[] targets;
  private final double decay;

  /** Over data that stays the caller's and must not change; targets are −1 or 1. */
  public BinaryRegression(double[][] rows, double[] targets, double decay) {
    this.rows = rows;
    this.targets = targets;
    this.decay = decay;
  }

  /** The number of variables. */
  public int n() {
    return rows[0].length + 1;
  }

  @Override
  public double evaluate(double[] v, double[] gradient) {
    int columns = rows[0].length;
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      double z = v[columns];
      for (int j = 0; j < columns; j++) {
        z += rows[i][j] * v[j];
      }
      double margin = targets[i] * z;
      loss += LinearModel.softplus(-margin);
      double slope = -targets[i] * LinearModel.sigmoid(-margin) / rows.length;
      for (int j = 0; j < columns; j++) {
        gradient[j] += slope * rows[i][j];
      }
      gradient[columns] += slope;
    }
    double squares = 0;
    for (int j = 0; j < columns; j++) {
      squares += v[j] * v[j];
      gradient[j] += decay * v[j];
    }
    return loss / rows.length + decay / 2 * squares;
  }
}
