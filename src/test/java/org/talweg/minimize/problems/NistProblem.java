// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fit by least squares from NIST's Statistical Reference Datasets, with parameters as given or
 * scaled by the start: bᵢ = |startᵢ| zᵢ.
 */
public final class NistProblem {
  private final String set;
  private final int startNumber;
  private final boolean scaled;
  private final NistModel model;
  private final double[] observed;
  private final double[][] predictors;
  private final double[] start;
  private final double[] scale;
  private final double[] certified;
  private final double minimum;
  private final List<String> solvedBy;

  private NistProblem(JsonNode node, int startNumber, boolean scaled) {
    this.set = node.get("name").textValue();
    this.startNumber = startNumber;
    this.scaled = scaled;
    this.model = NistModels.of(set);
    List<Double> observations = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    boolean logarithm = node.get("model").textValue().startsWith("log y");
    for (JsonNode row : node.get("data")) {
      double[] numbers = Json.numbers(row);
      observations.add(logarithm ? StrictMath.log(numbers[0]) : numbers[0]);
      rows.add(Arrays.copyOfRange(numbers, 1, numbers.length));
    }
    this.observed = observations.stream().mapToDouble(Double::doubleValue).toArray();
    this.predictors = rows.toArray(double[][]::new);
    this.start = Json.numbers(node.get("start" + startNumber));
    this.scale = new double[start.length];
    Arrays.setAll(scale, i -> scaled ? Math.abs(start[i]) : 1);
    this.certified = Json.numbers(node.get("certified"));
    this.minimum = node.get("residualSumOfSquares").doubleValue();
    this.solvedBy =
        List.of(
            Json.texts(
                node.get("solvedBy").get("start" + startNumber + (scaled ? "-scaled" : ""))));
  }

  /** All sets from one of their two starts. */
  public static List<NistProblem> all(int startNumber, boolean scaled) {
    return read(Json.fixture("nist.json"), startNumber, scaled);
  }

  /** The sets in a file of the fixture's schema, from one of their two starts. */
  public static List<NistProblem> read(JsonNode file, int startNumber, boolean scaled) {
    List<NistProblem> problems = new ArrayList<>();
    file.get("sets").forEach(node -> problems.add(new NistProblem(node, startNumber, scaled)));
    return List.copyOf(problems);
  }

  public String set() {
    return set;
  }

  public int n() {
    return start.length;
  }

  /** Where to start, in the problem's own scale; a new array. */
  public double[] start() {
    double[] z = new double[start.length];
    Arrays.setAll(z, i -> start[i] / scale[i]);
    return z;
  }

  /** The most evaluations that the references were given. */
  public int limit() {
    return 5_000;
  }

  /** The certified sum of squares. */
  public double minimum() {
    return minimum;
  }

  /** The references that found at least four digits of every parameter. */
  public List<String> solvedBy() {
    return solvedBy;
  }

  /** Σ (y − model)² and its gradient. */
  public double evaluate(double[] z, double[] gradient) {
    double[] b = new double[z.length];
    double[] d = new double[z.length];
    Arrays.setAll(b, i -> scale[i] * z[i]);
    Arrays.fill(gradient, 0);
    double f = 0;
    for (int row = 0; row < observed.length; row++) {
      double r = observed[row] - model.value(b, predictors[row], d);
      for (int i = 0; i < d.length; i++) {
        gradient[i] -= 2 * r * d[i] * scale[i];
      }
      f += r * r;
    }
    return f;
  }

  /** The certified parameters, in the problem's own scale; a new array. */
  public double[] certified() {
    double[] z = new double[start.length];
    Arrays.setAll(z, i -> certified[i] / scale[i]);
    return z;
  }

  /** How many digits of the worst parameter agree with the certified one, at most 11. */
  public double digits(double[] z) {
    double digits = 11;
    for (int i = 0; i < z.length; i++) {
      double error = Math.abs(scale[i] * z[i] - certified[i]) / Math.abs(certified[i]);
      digits = Math.min(digits, -Math.log10(error));
    }
    return digits;
  }

  /** Whether a point has four digits of every parameter. */
  public boolean solved(double[] z) {
    return digits(z) >= 4;
  }

  @Override
  public String toString() {
    return set + " from start " + startNumber + (scaled ? ", scaled" : "");
  }
}
