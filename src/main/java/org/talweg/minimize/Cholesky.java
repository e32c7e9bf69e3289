// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** Small symmetric positive definite systems. */
final class Cholesky {
  private Cholesky() {}

  /**
   * Overwrites the lower triangle of a matrix A with that of L, A = L·Lᵀ.
   *
   * @return whether the matrix is positive definite
   */
  static boolean factor(double[][] a, int size) {
    for (int j = 0; j < size; j++) {
      double pivot = a[j][j];
      for (int k = 0; k < j; k++) {
        pivot -= a[j][k] * a[j][k];
      }
      if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
        return false;
      }
      a[j][j] = Math.sqrt(pivot);
      for (int i = j + 1; i < size; i++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = sum / a[j][j];
      }
    }
    return true;
  }

  /** Overwrites b with L⁻¹·b. */
  static void solveLower(double[][] l, double[] b, int size) {
    for (int i = 0; i < size; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= l[i][k] * b[k];
      }
      b[i] = sum / l[i][i];
    }
  }

  /** Overwrites b with L⁻ᵀ·b. */
  static void solveUpper(double[][] l, double[] b, int size) {
    for (int i = size - 1; i >= 0; i--) {
      double sum = b[i];
      for (int k = i + 1; k < size; k++) {
        sum -= l[k][i] * b[k];
      }
      b[i] = sum / l[i][i];
    }
  }
}
