// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import org.talweg.minimize.Objective;

/**
 * The cheapest of objectives that keep a minimizer busy: ½ Σ λᵢ·(xᵢ − 1)², with λ from 1 to 10¹⁰ in
 * equal ratios, which takes tens of thousands of iterations from 0.
 */
final class IllConditioned implements Objective {
  private static final double CONDITION = 1e10;

  private final double[] curvatures;

  IllConditioned(int size) {
    curvatures = new double[size];
    for (int i = 0; i < size; i++) {
      curvatures[i] = Math.pow(CONDITION, i / (double) size);
    }
  }

  @Override
  public double evaluate(double[] x, double[] gradient) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i < x.length - 1; i += 2) {
      gradient[i] = curvatures[i] * (x[i] - 1);
      gradient[i + 1] = curvatures[i + 1] * (x[i + 1] - 1);
      even += gradient[i] * (x[i] - 1);
      odd += gradient[i + 1] * (x[i + 1] - 1);
    }
    if (i < x.length) {
      gradient[i] = curvatures[i] * (x[i] - 1);
      even += gradient[i] * (x[i] - 1);
    }
    return 0.5 * (even + odd);
  }
}
