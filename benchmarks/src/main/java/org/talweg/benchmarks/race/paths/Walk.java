// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.paths;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.talweg.minimize.Objective;
import org.talweg.minimize.problems.Problem;
import org.talweg.minimize.problems.Start;

/** What one method did on a problem: where it went, and what each evaluation brought. */
public final class Walk {
  private final String method;
  private final String setting;
  private final Problem problem;
  private final Start start;
  private final List<double[]> points = new ArrayList<>();
  private final List<Double> gaps = new ArrayList<>();
  private double lowest = Double.POSITIVE_INFINITY;
  private int solved;

  Walk(String method, String setting, Problem problem, Start start) {
    this.method = method;
    this.setting = setting;
    this.problem = problem;
    this.start = start;
  }

  /** The objective; counts what is evaluated. */
  Objective objective() {
    return (x, gradient) -> {
      double loss = problem.evaluate(x, gradient);
      lowest = Math.min(lowest, Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss);
      gaps.add(gap());
      if (solved == 0 && problem.solved(start, loss)) {
        solved = gaps.size();
      }
      return loss;
    };
  }

  /** The lowest loss so far less that of the minimum below which it did not fall. */
  private double gap() {
    return Arrays.stream(problem.minima())
        .map(minimum -> lowest - minimum)
        .filter(gap -> gap >= 0)
        .min()
        .orElse(0);
  }

  /** Arrives at a point. */
  void at(double[] point) {
    points.add(point.clone());
  }

  /** The method's name. */
  public String method() {
    return method;
  }

  /** What is to be said of it, such as its rate. */
  public String setting() {
    return setting;
  }

  /** The points it went through, the start first, as long as they are finite. */
  public List<double[]> points() {
    return points.stream()
        .takeWhile(point -> Arrays.stream(point).allMatch(Double::isFinite))
        .toList();
  }

  /** After each evaluation, how far the lowest loss was above the minimum. */
  public double[] gaps() {
    return gaps.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The evaluation that came within 10⁻⁸ of the minimum, see {@link Problem#solved}. */
  public OptionalInt solved() {
    return solved > 0 ? OptionalInt.of(solved) : OptionalInt.empty();
  }

  /** How far the lowest loss was above the minimum in the end. */
  public double lastGap() {
    return gaps.isEmpty() ? Double.POSITIVE_INFINITY : gaps.get(gaps.size() - 1);
  }

  /** How many evaluations there were. */
  public int evaluations() {
    return gaps.size();
  }
}
