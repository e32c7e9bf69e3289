// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

/** Functions that only problems with bounds have: Hock and Schittkowski 1981, grids, squares. */
final class BoxFunctions {
  private BoxFunctions() {}

  /** (x₁ + 1)³ / 3 + x₂. */
  static double hs4(double[] x, double[] g) {
    double a = x[0] + 1;
    g[0] = a * a;
    g[1] = 1;
    return a * a * a / 3 + x[1];
  }

  /** 2 − x₁ x₂ x₃ x₄ x₅ / 120. */
  static double hs45(double[] x, double[] g) {
    double before = 1;
    for (int i = 0; i < x.length; i++) {
      g[i] = -before / 120;
      before *= x[i];
    }
    double after = 1;
    for (int i = x.length - 1; i >= 0; i--) {
      g[i] *= after;
      after *= x[i];
    }
    return 2 - before / 120;
  }

  /** Σ (−1)ⁱ i xᵢ. */
  static double linear(double[] x, double[] g) {
    double f = 0;
    for (int i = 0; i < x.length; i++) {
      g[i] = i % 2 == 0 ? -(i + 1) : i + 1;
      f += g[i] * x[i];
    }
    return f;
  }

  /**
   * ½ Σ u (4 u − its four neighbours) − force h² Σ u on the k × k inner points of the unit square,
   * h = 1/(k + 1), 0 on the border.
   */
  static SmoothFunction membrane(int k, double force) {
    double h = 1.0 / (k + 1);
    double load = force * h * h;
    return (u, g) -> {
      double energy = 0;
      double sum = 0;
      for (int j = 0; j < k; j++) {
        for (int i = 0; i < k; i++) {
          int at = j * k + i;
          double neighbours =
              (i > 0 ? u[at - 1] : 0)
                  + (i < k - 1 ? u[at + 1] : 0)
                  + (j > 0 ? u[at - k] : 0)
                  + (j < k - 1 ? u[at + k] : 0);
          double stretch = 4 * u[at] - neighbours;
          g[at] = stretch - load;
          energy += u[at] * stretch;
          sum += u[at];
        }
      }
      return energy / 2 - load * sum;
    };
  }

  /**
   * ½ xᵀAx − cᵀx, A = MᵀM, c = Mᵀy, all of it exact: Mᵢⱼ = (((31 i + 17 j + 7 i² j) mod 64) −
   * 32)/32 plus the diagonal's addition, yᵢ = ((13 i² mod 32) − 12)/16.
   */
  static SmoothFunction leastSquares(int rows, int columns, double diagonal) {
    double[][] a = new double[columns][columns];
    double[] c = new double[columns];
    for (int i = 1; i <= rows; i++) {
      double[] row = new double[columns];
      for (int j = 1; j <= columns; j++) {
        row[j - 1] =
            (((31 * i + 17 * j + 7 * i * i * j) % 64) - 32) / 32.0 + (i == j ? diagonal : 0);
      }
      double y = ((13 * i * i % 32) - 12) / 16.0;
      for (int j = 0; j < columns; j++) {
        c[j] += row[j] * y;
        for (int l = 0; l < columns; l++) {
          a[j][l] += row[j] * row[l];
        }
      }
    }
    return (x, g) -> {
      double f = 0;
      for (int j = 0; j < columns; j++) {
        double product = 0;
        for (int l = 0; l < columns; l++) {
          product += a[j][l] * x[l];
        }
        g[j] = product - c[j];
        f += x[j] * (product / 2 - c[j]);
      }
      return f;
    };
  }
}
