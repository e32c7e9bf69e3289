// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.SplittableRandom;

/**
 * A random convex quadratic of few variables in a random box, and its minimum by trying every
 * choice of the variables that are at a bound.
 */
final class BoxQuadratic {
  final double[][] a;
  final double[] c;
  final double[] lower;
  final double[] upper;
  final double[] start;

  BoxQuadratic(SplittableRandom random) {
    int n = random.nextInt(1, 6);
    a = new double[n][n];
    c = new double[n];
    lower = new double[n];
    upper = new double[n];
    start = new double[n];
    double[][] root = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        root[i][j] = random.nextDouble(-1, 1);
      }
      c[i] = random.nextDouble(-3, 3);
      double middle = random.nextDouble(-1, 1);
      double width = random.nextInt(5) == 0 ? 0 : random.nextDouble(0, 2);
      lower[i] = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : middle - width;
      upper[i] = random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : middle + width;
      start[i] = random.nextDouble(-4, 4);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = i == j ? 0.1 : 0;
        for (int k = 0; k < n; k++) {
          a[i][j] += root[k][i] * root[k][j];
        }
      }
    }
  }

  /** ½ xᵀAx − cᵀx. */
  double evaluate(double[] x, double[] gradient) {
    double f = 0;
    for (int i = 0; i < x.length; i++) {
      if (!(lower[i] <= x[i] && x[i] <= upper[i])) {
        throw new AssertionError("evaluated outside the bounds: x[" + i + "] = " + x[i]);
      }
      double product = 0;
      for (int j = 0; j < x.length; j++) {
        product += a[i][j] * x[j];
      }
      gradient[i] = product - c[i];
      f += x[i] * (product / 2 - c[i]);
    }
    return f;
  }

  /** The only point that satisfies the conditions of a minimum. */
  double[] minimizer() {
    int n = c.length;
    int choices = (int) Math.pow(3, n);
    for (int choice = 0; choice < choices; choice++) {
      int[] at = new int[n]; // -1 at the lower bound, 0 free, 1 at the upper
      for (int i = 0, rest = choice; i < n; i++, rest /= 3) {
        at[i] = rest % 3 - 1;
      }
      double[] x = stationary(at);
      if (isMinimum(x, at)) {
        return x;
      }
    }
    throw new AssertionError("no choice of active bounds is a minimum");
  }

  private boolean isMinimum(double[] x, int[] at) {
    for (int i = 0; i < x.length; i++) {
      double g = -c[i];
      for (int j = 0; j < x.length; j++) {
        g += a[i][j] * x[j];
      }
      boolean inside = lower[i] <= x[i] && x[i] <= upper[i] && Double.isFinite(x[i]);
      boolean fixed = lower[i] == upper[i];
      if (!inside || (!fixed && ((at[i] < 0 && g < 0) || (at[i] > 0 && g > 0)))) {
        return false;
      }
    }
    return true;
  }

  /** Where the gradient of the free variables vanishes, by Gaussian elimination. */
  private double[] stationary(int[] at) {
    int n = c.length;
    double[][] m = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        m[i][j] = at[i] == 0 ? a[i][j] : i == j ? 1 : 0;
      }
      m[i][n] = at[i] == 0 ? c[i] : at[i] < 0 ? lower[i] : upper[i];
    }
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(m[i][k]) > Math.abs(m[pivot][k]) ? i : pivot;
      }
      double[] row = m[k];
      m[k] = m[pivot];
      m[pivot] = row;
      for (int i = 0; i < n; i++) {
        double factor = i == k ? 0 : m[i][k] / m[k][k];
        for (int j = k; factor != 0 && j <= n; j++) {
          m[i][j] -= factor * m[k][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = at[i] == 0 ? m[i][n] / m[i][i] : at[i] < 0 ? lower[i] : upper[i];
    }
    return x;
  }
}
