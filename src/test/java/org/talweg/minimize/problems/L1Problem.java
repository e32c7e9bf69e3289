// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A smooth function of an intercept and weights plus λ Σ |wⱼ|: lasso or logistic regression. The
 * intercept comes first and is not penalized; the start is 0.
 */
public final class L1Problem {
  private final String id;
  private final SmoothFunction smooth;
  private final int n;
  private final double lambda;
  private final double minimum;
  private final double[] solution;
  private final List<Run> runs;

  /** What liblbfgs' OWL-QN did, with that many pairs of history. */
  public record Run(int history, int evaluations, OptionalInt evaluationsToMinimum, double kkt) {}

  private L1Problem(JsonNode node, SmoothFunction smooth) {
    this.id = node.get("set").textValue() + " at " + node.get("fraction") + " of the largest λ";
    this.smooth = smooth;
    this.solution = Json.numbers(node.get("solution"));
    this.n = solution.length;
    this.lambda = node.get("lambda").doubleValue();
    this.minimum = node.get("objective").doubleValue();
    List<Run> list = new ArrayList<>();
    for (JsonNode run : node.get("runs")) {
      list.add(
          new Run(
              run.get("m").intValue(),
              run.get("evaluations").intValue(),
              Json.count(run.get("evaluationsToMinimum")),
              run.get("kkt").doubleValue()));
    }
    this.runs = List.copyOf(list);
  }

  /** The problems in the fixture. */
  public static List<L1Problem> all() {
    return read(Json.fixture("l1.json"));
  }

  /** The problems in a file of the fixture's schema. */
  public static List<L1Problem> read(JsonNode file) {
    Map<String, SmoothFunction> sets = new HashMap<>();
    for (JsonNode set : file.get("sets")) {
      sets.put(set.get("name").textValue(), LinearModel.of(set));
    }
    List<L1Problem> problems = new ArrayList<>();
    for (JsonNode node : file.get("cases")) {
      problems.add(new L1Problem(node, sets.get(node.get("set").textValue())));
    }
    return List.copyOf(problems);
  }

  public int n() {
    return n;
  }

  public double lambda() {
    return lambda;
  }

  /** The penalty's weight of every coordinate, 0 for the intercept; a new array. */
  public double[] penalties() {
    double[] penalties = new double[n];
    Arrays.fill(penalties, 1, n, lambda);
    return penalties;
  }

  /** The smooth part and its gradient. */
  public double evaluate(double[] x, double[] gradient) {
    return smooth.evaluate(x, gradient);
  }

  /** The value of both parts. */
  public double value(double[] x) {
    return smooth.evaluate(x, new double[n]) + penalty(x);
  }

  /** λ Σ |wⱼ|. */
  public double penalty(double[] x) {
    double sum = 0;
    for (int i = 1; i < n; i++) {
      sum += Math.abs(x[i]);
    }
    return lambda * sum;
  }

  /** The least value of the smooth part and the penalty together. */
  public double minimum() {
    return minimum;
  }

  /** The minimizer, a new array. */
  public double[] solution() {
    return solution.clone();
  }

  /** The runs of the reference. */
  public List<Run> runs() {
    return runs;
  }

  /** Whether a value of both parts is the minimum to 1e-8, relative to the fall from the start. */
  public boolean solved(double atStart, double value) {
    return value - minimum <= 1e-8 * Math.min(atStart - minimum, Math.max(1, Math.abs(minimum)));
  }

  /** Whether exactly the coordinates that the minimizer has at zero are zero. */
  public boolean supportIsExact(double[] x) {
    for (int i = 1; i < n; i++) {
      if ((x[i] == 0) != (solution[i] == 0)) {
        return false;
      }
    }
    return true;
  }

  /** How far a point is from a minimum: the largest component of the least subgradient. */
  public double kkt(double[] x) {
    double[] g = new double[n];
    evaluate(x, g);
    double worst = Math.abs(g[0]);
    for (int i = 1; i < n; i++) {
      double residual =
          x[i] == 0
              ? Math.max(Math.abs(g[i]) - lambda, 0)
              : Math.abs(g[i] + Math.copySign(lambda, x[i]));
      worst = Math.max(worst, residual);
    }
    return worst;
  }

  @Override
  public String toString() {
    return id;
  }
}
