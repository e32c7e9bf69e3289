// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.network;

import org.ejml.data.FMatrixRMaj;

/** The mean cross-entropy of a softmax over each row against the row's label. */
final class SoftmaxLoss {
  private SoftmaxLoss() {}

  /** The loss; replaces the outputs by the loss's gradient with respect to them. */
  static double lossAndGradient(FMatrixRMaj outputs, byte[] labels) {
    int columns = outputs.numCols;
    float[] z = outputs.data;
    double total = 0;
    for (int row = 0; row < outputs.numRows; row++) {
      int start = row * columns;
      float peak = z[start + largest(outputs, row)];
      double atLabel = z[start + labels[row]] - peak;
      double sum = 0;
      for (int i = start; i < start + columns; i++) {
        // StrictMath: the same numbers on every machine.
        double exponential = StrictMath.exp(z[i] - peak);
        z[i] = (float) exponential;
        sum += exponential;
      }
      total += StrictMath.log(sum) - atLabel;
      for (int i = start; i < start + columns; i++) {
        z[i] = (float) (z[i] / sum / outputs.numRows);
      }
      z[start + labels[row]] -= 1f / outputs.numRows;
    }
    return total / outputs.numRows;
  }

  /** The column of a row's largest value. */
  static int largest(FMatrixRMaj values, int row) {
    int start = row * values.numCols;
    int best = 0;
    for (int column = 1; column < values.numCols; column++) {
      if (values.data[start + column] > values.data[start + best]) {
        best = column;
      }
    }
    return best;
  }
}
