// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.Arrays;

/**
 * The generalized Cauchy point: the first local minimum of the quadratic model along the path P(x −
 * t·g), which bends where a variable reaches a bound. Byrd, Lu, Nocedal, Zhu, "A limited memory
 * algorithm for bound constrained optimization", SIAM J. Scientific Computing 16, 1995, algorithm
 * CP.
 */
final class CauchyPoint {
  private static final double LEAST_CURVATURE = 0x1p-52;

  private final Vectors vectors;
  private final Box box;
  private final CompactHessian hessian;
  private final Breakpoints breakpoints;
  private final double[] direction;
  private final double[] free; // 1 where a variable is not at a bound, else 0
  // Of 2·count numbers: Wᵀ·direction, Wᵀ·(point − x), and others.
  private final double[] along;
  private final double[] moved;
  private final double[] row;
  private final double[] product;
  private int moving;
  private int stuck;

  CauchyPoint(Vectors vectors, Box box, CompactHessian hessian, int length) {
    this.vectors = vectors;
    this.box = box;
    this.hessian = hessian;
    breakpoints = new Breakpoints(vectors.size());
    direction = new double[vectors.size()];
    free = new double[vectors.size()];
    along = new double[2 * length];
    moved = new double[2 * length];
    row = new double[2 * length];
    product = new double[2 * length];
  }

  /** 1 for each variable that is not at a bound at the point, 0 for the others. */
  double[] free() {
    return free;
  }

  /** Wᵀ·(point − x). */
  double[] moved() {
    return moved;
  }

  /** Whether any variable may move from the point. */
  boolean isAnyFree() {
    return stuck < free.length;
  }

  /** Writes the point. */
  void find(Place from, double[] point) {
    Arrays.fill(moved, 0);
    vectors.copy(from.point, point);
    begin(from);
    double slope = -vectors.dot(direction, direction);
    hessian.gather(direction, along);
    hessian.multiplyMiddle(along, product);
    double curvature = -hessian.theta() * slope - dot(along, product);
    double least = LEAST_CURVATURE * curvature;
    double ahead = slope < 0 ? -slope / curvature : 0;
    double time = 0;
    while (!breakpoints.isEmpty() && ahead >= breakpoints.firstTime() - time) {
      double passed = breakpoints.firstTime() - time;
      time = breakpoints.firstTime();
      int variable = breakpoints.first();
      breakpoints.removeFirst();
      double d = direction[variable];
      stop(variable, point);
      double distance = point[variable] - from.point[variable];
      add(passed, along, moved);
      hessian.row(variable, row);
      hessian.multiplyMiddle(row, product);
      slope += passed * curvature + d * d - hessian.theta() * d * distance;
      slope += d * dot(moved, product);
      curvature -= hessian.theta() * d * d;
      curvature += 2 * d * dot(along, product) - d * d * dot(row, product);
      curvature = Math.max(least, curvature);
      add(-d, row, along);
      ahead = moving > 0 ? Math.max(0, -slope / curvature) : 0;
    }
    if (moving > 0) {
      finish(from, time + ahead, point);
      add(ahead, along, moved);
    }
  }

  /** The path's first direction, and when variables on it reach their bounds. */
  private void begin(Place from) {
    breakpoints.clear();
    moving = 0;
    stuck = 0;
    for (int i = 0; i < direction.length; i++) {
      double g = from.gradient[i];
      double x = from.point[i];
      double room = g > 0 ? x - box.lower[i] : box.upper[i] - x;
      boolean free = box.lower[i] < box.upper[i] && (g == 0 || room > 0);
      this.free[i] = free ? 1 : 0;
      direction[i] = free ? -g : 0;
      if (!free) {
        stuck++;
      } else if (g != 0) {
        moving++;
        if (room < Double.POSITIVE_INFINITY) {
          breakpoints.add(i, room / Math.abs(g));
        }
      }
    }
    breakpoints.order();
  }

  private void stop(int variable, double[] point) {
    point[variable] = direction[variable] > 0 ? box.upper[variable] : box.lower[variable];
    direction[variable] = 0;
    free[variable] = 0;
    stuck++;
    moving--;
  }

  private void finish(Place from, double time, double[] point) {
    for (int i = 0; i < point.length; i++) {
      if (direction[i] != 0) {
        point[i] = box.project(i, from.point[i] + time * direction[i]);
      }
    }
  }

  private double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < 2 * hessian.count(); i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private void add(double factor, double[] from, double[] to) {
    for (int i = 0; i < 2 * hessian.count(); i++) {
      to[i] += factor * from[i];
    }
  }
}
