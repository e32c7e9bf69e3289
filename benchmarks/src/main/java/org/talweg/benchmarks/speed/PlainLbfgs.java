// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import org.talweg.minimize.Objective;

/**
 * The least that an iteration of L-BFGS can cost: the two loops as one would write them for these
 * arrays, with each sum taken while its block is in cache, a step cut in half until the loss falls,
 * and nothing around it.
 */
final class PlainLbfgs {
  private static final int BLOCK = 4096;

  private final Objective objective;
  private final int n;
  private final double[][] s;
  private final double[][] y;
  private final double[] sy;
  private final double[] factors;
  private double[] x;
  private double[] g;
  private double[] nextX;
  private double[] nextG;
  private final double[] d;
  private double loss;
  private double norm;
  private double gamma;
  private int newest = -1;
  private int count;

  PlainLbfgs(Objective objective, int memory, double[] start) {
    this.objective = objective;
    n = start.length;
    s = new double[memory][n];
    y = new double[memory][n];
    sy = new double[memory];
    factors = new double[memory];
    x = start.clone();
    g = new double[n];
    nextX = new double[n];
    nextG = new double[n];
    d = new double[n];
    loss = objective.evaluate(x, g);
    gamma = 1 / Math.sqrt(dot(g, g, 0, n));
  }

  double loss() {
    return loss;
  }

  double norm() {
    return norm;
  }

  /** One iteration. Returns the slope where it ends, which a line search looks at. */
  double run() {
    direction();
    for (double t = 1; ; t /= 2) {
      combine(x, t, d, nextX, 0, n);
      double next = objective.evaluate(nextX, nextG);
      if (next < loss) {
        loss = next;
        break;
      }
    }
    double slope = remember();
    double[] free = x;
    x = nextX;
    nextX = free;
    free = g;
    g = nextG;
    nextG = free;
    return slope;
  }

  private void direction() {
    double along = scaledAndDot(-1, g, d, count == 0 ? g : s[newest]);
    for (int k = 0; k < count; k++) {
      int i = past(k);
      factors[i] = along / sy[i];
      along = addAndDot(-factors[i], y[i], k + 1 < count ? s[past(k + 1)] : y[i]);
    }
    along = scaledAndDot(gamma, d, d, count == 0 ? g : y[past(count - 1)]);
    for (int k = count - 1; k >= 0; k--) {
      int i = past(k);
      along = addAndDot(factors[i] - along / sy[i], s[i], k > 0 ? y[past(k - 1)] : g);
    }
  }

  private int past(int k) {
    return (newest - k + s.length) % s.length;
  }

  private double remember() {
    newest = (newest + 1) % s.length;
    count = Math.min(count + 1, s.length);
    double curvature = 0;
    double square = 0;
    double slope = 0;
    norm = 0;
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      combine(nextX, -1, x, s[newest], from, to);
      combine(nextG, -1, g, y[newest], from, to);
      curvature += dot(s[newest], y[newest], from, to);
      square += dot(y[newest], y[newest], from, to);
      slope += dot(nextG, d, from, to);
      norm = Math.max(norm, largest(nextG, from, to));
    }
    sy[newest] = curvature;
    gamma = curvature / square;
    return slope;
  }

  /** target ← a·source, and the dot product of it. */
  private double scaledAndDot(double a, double[] source, double[] target, double[] other) {
    double sum = 0;
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      for (int i = from; i < to; i++) {
        target[i] = a * source[i];
      }
      sum += dot(target, other, from, to);
    }
    return sum;
  }

  /** d ← d + a·source, and the dot product of it. */
  private double addAndDot(double a, double[] source, double[] other) {
    double sum = 0;
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      combine(d, a, source, d, from, to);
      sum += dot(d, other, from, to);
    }
    return sum;
  }

  private static void combine(double[] u, double a, double[] v, double[] target, int from, int to) {
    for (int i = from; i < to; i++) {
      target[i] = u[i] + a * v[i];
    }
  }

  private static double dot(double[] u, double[] v, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double e = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      a += u[i] * v[i];
      b += u[i + 1] * v[i + 1];
      c += u[i + 2] * v[i + 2];
      e += u[i + 3] * v[i + 3];
    }
    for (; i < to; i++) {
      a += u[i] * v[i];
    }
    return (a + b) + (c + e);
  }

  private static double largest(double[] v, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(v[i]));
    }
    return largest;
  }
}
