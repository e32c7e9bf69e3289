// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.talweg.golden.GoldenFile;
import org.talweg.golden.Row;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.SearchResult;
import org.talweg.minimize.problems.BinaryRegression;
import org.talweg.minimize.problems.SmoothFunction;
import org.talweg.minimize.problems.SoftmaxRegression;

/**
 * Regressions on MNIST: the objective at a point that a formula gives, and L-BFGS until no element
 * of the gradient is above 1e-8, in at most 1.1 times as many evaluations as the slowest reference;
 * with diagonal scaling, in fewer than the fastest.
 */
record RegressionFile(JsonNode file, Optional<TenThousandImages> images) implements GoldenFile {
  private static final double DECAY = 1e-3;
  private static final double GRADIENT = 1e-8;
  private static final double CODING = 1e-11;
  private static final int PAIRS = 10;

  @Override
  public List<Row> replay() {
    List<Row> rows = new ArrayList<>();
    for (JsonNode problem : file.get("problems")) {
      String name = problem.get("name").textValue();
      if (images.isEmpty()) {
        rows.add(Findings.needsImages(name, "Lbfgs"));
        continue;
      }
      SmoothFunction objective = objective(name, images.get());
      IntSummaryStatistics theirs = evaluations(problem.get("runs"));
      Lbfgs lbfgs = Lbfgs.of().withMemory(PAIRS);
      rows.add(row(name, "Lbfgs", lbfgs, problem, objective, 1.1 * theirs.getMax()));
      rows.add(
          row(
              name,
              "Lbfgs, diagonal scaling",
              lbfgs.withDiagonalScaling(true),
              problem,
              objective,
              theirs.getMin()));
    }
    return rows;
  }

  private static SmoothFunction objective(String name, TenThousandImages images) {
    if (name.equals("softmax")) {
      return new SoftmaxRegression(images.pixels(), images.labels(), 10, DECAY);
    }
    double[] targets = Arrays.stream(images.labels()).mapToDouble(y -> y == 0 ? 1 : -1).toArray();
    return new BinaryRegression(images.pixels(), targets, DECAY);
  }

  private static Row row(
      String name,
      String method,
      Lbfgs lbfgs,
      JsonNode problem,
      SmoothFunction objective,
      double most) {
    int n = problem.get("n").intValue();
    double[] x = new double[n];
    double[] g = new double[n];
    Arrays.setAll(x, i -> ((7_919L * (i + 1)) % 257 - 128) / 4_096.0);
    double expected = problem.get("check").get("f").doubleValue();
    double error = Math.abs(objective.evaluate(x, g) - expected) / expected;
    double norm = problem.get("check").get("gradientNorm").doubleValue();
    double normError = Math.abs(Math.sqrt(Arrays.stream(g).map(v -> v * v).sum()) - norm) / norm;
    SearchResult result =
        lbfgs
            .withGradientTolerance(GRADIENT)
            .withLossTolerance(0)
            .minimize(objective::evaluate, new double[n]);
    double minimum = problem.get("minimum").doubleValue();
    return Findings.row(
        name,
        method,
        error <= CODING
            && normError <= CODING
            && Math.abs(result.loss() - minimum) <= 1e-10 * minimum
            && result.gradientNorm() <= GRADIENT
            && result.evaluations() <= most,
        "%d evaluations, at most %.0f, minimum to %.0e",
        result.evaluations(),
        most,
        Math.abs(result.loss() - minimum) / minimum);
  }

  private static IntSummaryStatistics evaluations(JsonNode runs) {
    return StreamSupport.stream(runs.spliterator(), false)
        .filter(run -> run.get("m").intValue() == PAIRS)
        .mapToInt(run -> run.get("evaluations").intValue())
        .summaryStatistics();
  }
}
