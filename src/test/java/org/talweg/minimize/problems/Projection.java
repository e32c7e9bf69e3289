// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

/** Into the bounds of a problem. */
public final class Projection {
  private Projection() {}

  /** The nearest point within the bounds, a new array. */
  public static double[] into(Problem problem, double[] x) {
    double[] lower = problem.lower();
    double[] upper = problem.upper();
    double[] projected = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      projected[i] = Math.min(Math.max(x[i], lower[i]), upper[i]);
    }
    return projected;
  }

  /** The projected gradient's largest component: max |P(x − g) − x|. */
  public static double gradient(Problem problem, double[] x, double[] g) {
    double[] step = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      step[i] = x[i] - g[i];
    }
    double[] projected = into(problem, step);
    double max = 0;
    for (int i = 0; i < x.length; i++) {
      max = Math.max(max, Math.abs(projected[i] - x[i]));
    }
    return max;
  }
}
