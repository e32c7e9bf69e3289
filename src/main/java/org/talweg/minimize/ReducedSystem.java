// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/**
 * Solves (M⁻¹ − WᵀZZᵀW/θ)·v = b, by which the inverse of the model's Hessian over the free
 * variables is θ⁻¹·I + θ⁻²·ZᵀW·(…)⁻¹·WᵀZ. In blocks, with L + D + R = SᵀY as in {@link
 * CompactHessian}:
 *
 * <pre>
 * ( −(D + YᵀZZᵀY/θ)   Eᵀ       )
 * (  E                θ·SᵀAAᵀS )     E = L(SᵀAAᵀY) − (D + R)(SᵀZZᵀY)
 * </pre>
 *
 * <p>Both the upper left block without its sign and its Schur complement are positive definite.
 */
final class ReducedSystem {
  private final CompactHessian hessian;
  private final FreeProducts products;
  private final double[][] left;
  private final double[][] schur;
  private final double[][] solved; // rows: L⁻¹·Eᵀ's columns, with the upper left block's L
  private final double[] scratch;

  ReducedSystem(CompactHessian hessian, FreeProducts products, int length) {
    this.hessian = hessian;
    this.products = products;
    left = new double[length][length];
    schur = new double[length][length];
    solved = new double[length][length];
    scratch = new double[length];
  }

  /** Prepares for solving; false if rounding has made it impossible. */
  boolean factor() {
    int count = hessian.count();
    double theta = hessian.theta();
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        left[i][j] = products.changes(i, j) / theta;
      }
      left[i][i] += hessian.stepChange(i, i);
    }
    if (!Cholesky.factor(left, count)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        solved[i][j] = products.mixed(i, j);
      }
      Cholesky.solveLower(left, solved[i], count);
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = theta * products.steps(i, j);
        for (int k = 0; k < count; k++) {
          sum += solved[i][k] * solved[j][k];
        }
        schur[i][j] = sum;
      }
    }
    return Cholesky.factor(schur, count);
  }

  /** Overwrites b, of 2·count numbers, with the solution. */
  void solve(double[] b) {
    int count = hessian.count();
    Cholesky.solveLower(left, b, count);
    for (int i = 0; i < count; i++) {
      double sum = b[count + i];
      for (int k = 0; k < count; k++) {
        sum += solved[i][k] * b[k];
      }
      scratch[i] = sum;
    }
    Cholesky.solveLower(schur, scratch, count);
    Cholesky.solveUpper(schur, scratch, count);
    for (int k = 0; k < count; k++) {
      double sum = -b[k];
      for (int i = 0; i < count; i++) {
        sum += solved[i][k] * scratch[i];
      }
      b[k] = sum;
    }
    Cholesky.solveUpper(left, b, count);
    System.arraycopy(scratch, 0, b, count, count);
  }
}
