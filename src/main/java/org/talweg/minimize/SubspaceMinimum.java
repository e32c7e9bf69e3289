// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/**
 * From the Cauchy point to the minimum of the quadratic model over the variables that are free
 * there, by the direct primal method of Byrd, Lu, Nocedal, Zhu 1995, section 5.1. Where it lies
 * outside the bounds it is projected; if the way there hardly descends, it is cut off at the first
 * bound instead: Morales, Nocedal, "Remark on algorithm 778: L-BFGS-B", ACM TOMS 38, 2011.
 */
final class SubspaceMinimum {
  /** A projected way that descends less than this part of the way to the Cauchy point is flat. */
  private static final double ENOUGH = 0.01;

  private final Vectors vectors;
  private final Box box;
  private final CompactHessian hessian;
  private final FreeProducts products;
  private final ReducedSystem system;
  private final double[] residual;
  private final double[] step;
  private final double[] small;
  private double promised;

  SubspaceMinimum(Vectors vectors, Box box, CompactHessian hessian, int length) {
    this.vectors = vectors;
    this.box = box;
    this.hessian = hessian;
    products = new FreeProducts(vectors, hessian, length);
    system = new ReducedSystem(hessian, products, length);
    residual = new double[vectors.size()];
    step = new double[vectors.size()];
    small = new double[2 * length];
  }

  /**
   * Moves a point from the Cauchy point on.
   *
   * @param cauchySlope the loss's derivative along the way to the Cauchy point
   * @return false if rounding has made it impossible
   */
  boolean find(Place from, CauchyPoint cauchy, double cauchySlope, double[] point) {
    double[] free = cauchy.free();
    products.update(free);
    if (!system.factor()) {
      return false;
    }
    double theta = hessian.theta();
    // The residual −(g + B·(point − x)) over the free variables.
    vectors.combine(1, from.point, -1, point, residual);
    vectors.combine(-1, from.gradient, theta, residual, residual);
    hessian.multiplyMiddle(cauchy.moved(), small);
    hessian.scatter(1, small, residual);
    mask(residual, free);
    hessian.gather(residual, small);
    system.solve(small);
    vectors.scale(1 / theta, residual, step);
    hessian.scatter(1 / (theta * theta), small, step);
    mask(step, free);
    promised = 0.5 * vectors.dot(residual, step);
    project(from, cauchySlope, point);
    return true;
  }

  /** By how much the model falls from the Cauchy point to its minimum, wherever that lies. */
  double promised() {
    return promised;
  }

  private static void mask(double[] x, double[] free) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= free[i];
    }
  }

  private void project(Place from, double cauchySlope, double[] point) {
    double[] way = residual;
    boolean cut = false;
    for (int i = 0; i < point.length; i++) {
      double there = point[i] + step[i];
      double projected = box.project(i, there);
      cut |= there != projected;
      way[i] = projected - from.point[i];
    }
    if (cut && vectors.dot(way, from.gradient) > ENOUGH * cauchySlope) {
      double part = box.longestStep(point, step, 1);
      vectors.scale(part, step, step);
    }
    for (int i = 0; i < point.length; i++) {
      point[i] = box.project(i, point[i] + step[i]);
    }
  }
}
