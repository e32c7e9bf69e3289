// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.Arrays;
import java.util.List;

/** A function to minimize, with bounds where it has any, its minima and where to start. */
public final class Problem {
  private static final double SOLVED = 1e-8;

  private final String id;
  private final int n;
  private final SmoothFunction function;
  private final double[] lower;
  private final double[] upper;
  private final double[] minima;
  private final List<Start> starts;

  /** A problem with bounds, infinite where there is none. */
  Problem(
      String id,
      int n,
      SmoothFunction function,
      double[] lower,
      double[] upper,
      double[] minima,
      List<Start> starts) {
    this.id = id;
    this.n = n;
    this.function = function;
    this.lower = lower.clone();
    this.upper = upper.clone();
    this.minima = minima.clone();
    this.starts = List.copyOf(starts);
  }

  /** A problem without bounds. */
  static Problem unbounded(
      String id, int n, SmoothFunction function, double[] minima, List<Start> starts) {
    double[] lower = new double[n];
    double[] upper = new double[n];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    return new Problem(id, n, function, lower, upper, minima, starts);
  }

  public String id() {
    return id;
  }

  public int n() {
    return n;
  }

  /** The value; writes the gradient. */
  public double evaluate(double[] x, double[] gradient) {
    return function.evaluate(x, gradient);
  }

  /** The lower bounds, a new array; −∞ where there is none. */
  public double[] lower() {
    return lower.clone();
  }

  /** The upper bounds, a new array; ∞ where there is none. */
  public double[] upper() {
    return upper.clone();
  }

  /** The values of the minima, the one that is best known first; a new array. */
  public double[] minima() {
    return minima.clone();
  }

  public List<Start> starts() {
    return starts;
  }

  /** The start of that name. */
  public Start start(String name) {
    return starts.stream().filter(s -> s.id().equals(name)).findFirst().orElseThrow();
  }

  /** The most evaluations that the references were given. */
  public int limit() {
    return n > 1_000 ? 3_000 : 10_000;
  }

  /** Whether a point lies within the bounds, every coordinate of it. */
  public boolean admits(double[] x) {
    for (int i = 0; i < n; i++) {
      if (!(lower[i] <= x[i] && x[i] <= upper[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a value solves the problem: f − f* ≤ 1e-8 min(f(start) − f*, max(1, |f*|)) for a
   * minimum f*. Any value below the least minimum does; a value below another one has passed it by.
   */
  public boolean solved(Start start, double value) {
    double least = Arrays.stream(minima).min().orElseThrow();
    for (double minimum : minima) {
      double scale = Math.min(start.value() - minimum, Math.max(1, Math.abs(minimum)));
      double gap = value - minimum;
      if (gap <= SOLVED * scale && (minimum == least || gap >= -SOLVED * scale)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return id;
  }
}
