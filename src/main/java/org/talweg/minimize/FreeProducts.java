// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.Arrays;

/**
 * The products of the remembered steps and changes over the free variables, Z, or over the others,
 * A. They are kept as long as the same variables are free. By the slots of a {@link
 * CompactHessian}.
 */
final class FreeProducts {
  private final Vectors vectors;
  private final CompactHessian hessian;
  private final double[] free;
  private final double[] masked;
  private final double[][] changes; // YᵀZZᵀY
  private final double[][] mixed; // row i, column j: sᵢᵀZZᵀyⱼ where i is not newer, else sᵢᵀAAᵀyⱼ
  private final double[][] steps; // SᵀAAᵀS
  private long version = -1;

  FreeProducts(Vectors vectors, CompactHessian hessian, int length) {
    this.vectors = vectors;
    this.hessian = hessian;
    free = new double[vectors.size()];
    masked = new double[vectors.size()];
    changes = new double[length + 1][length + 1];
    mixed = new double[length + 1][length + 1];
    steps = new double[length + 1][length + 1];
  }

  /** yᵢᵀZZᵀyⱼ of the i-th and the j-th oldest. */
  double changes(int i, int j) {
    return changes[hessian.slot(i)][hessian.slot(j)];
  }

  /** sᵢᵀAAᵀyⱼ if the i-th oldest is newer than the j-th oldest, else −sᵢᵀZZᵀyⱼ. */
  double mixed(int i, int j) {
    double product = mixed[hessian.slot(i)][hessian.slot(j)];
    return i > j ? product : -product;
  }

  /** sᵢᵀAAᵀsⱼ. */
  double steps(int i, int j) {
    return steps[hessian.slot(i)][hessian.slot(j)];
  }

  /** Makes the products those over the variables where {@code now} is 1. */
  void update(double[] now) {
    int count = hessian.count();
    boolean oneMore = hessian.version() == version + 1;
    if (!Arrays.equals(now, free)) {
      vectors.copy(now, free);
      multiply(0, count);
    } else if (hessian.version() != version) {
      multiply(oneMore ? count - 1 : 0, count);
    }
    version = hessian.version();
  }

  /** The products of the oldest steps from the k-th on with all that are not newer. */
  private void multiply(int from, int count) {
    for (int k = from; k < count; k++) {
      int own = hessian.slot(k);
      mask(hessian.change(k));
      for (int j = 0; j <= k; j++) {
        int slot = hessian.slot(j);
        changes[own][slot] = vectors.dot(masked, hessian.change(j));
        changes[slot][own] = changes[own][slot];
        mixed[slot][own] = vectors.dot(masked, hessian.step(j));
      }
      maskOthers(hessian.step(k));
      for (int j = 0; j <= k; j++) {
        int slot = hessian.slot(j);
        steps[own][slot] = vectors.dot(masked, hessian.step(j));
        steps[slot][own] = steps[own][slot];
        if (j < k) {
          mixed[own][slot] = vectors.dot(masked, hessian.change(j));
        }
      }
    }
  }

  private void mask(double[] x) {
    for (int i = 0; i < masked.length; i++) {
      masked[i] = x[i] * free[i];
    }
  }

  private void maskOthers(double[] x) {
    for (int i = 0; i < masked.length; i++) {
      masked[i] = x[i] * (1 - free[i]);
    }
  }
}
