// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.talweg.golden.GoldenFile;
import org.talweg.golden.Row;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.SearchResult;
import org.talweg.minimize.problems.BinaryRegression;
import org.talweg.minimize.problems.Functions;
import org.talweg.minimize.problems.SmoothFunction;

/**
 * PyTorch's L-BFGS on published functions: the same loss at the start, and a loss at the end that
 * is no higher than theirs. Their path depends on their line search.
 */
record LbfgsFile(JsonNode file, Optional<TenThousandImages> images) implements GoldenFile {
  private static final int IMAGES = 500;
  private static final double DECAY = 0.01;
  private static final double CODING = 1e-12;
  private static final double TOLERANCE = 1e-9;

  @Override
  public List<Row> replay() {
    List<Row> rows = new ArrayList<>();
    for (JsonNode golden : file.get("cases")) {
      String objective = golden.get("objective").textValue();
      String options = golden.get("options").toString();
      if (objective.equals("logistic") && images.isEmpty()) {
        rows.add(Findings.needsImages("LBFGS, logistic", options));
      } else {
        rows.add(Row.attempt("LBFGS, " + objective, options, () -> row(golden, objective)));
      }
    }
    return rows;
  }

  private Row row(JsonNode golden, String objective) {
    double[] start = start(golden.get("initial"));
    SmoothFunction function = function(objective, start.length);
    JsonNode steps = golden.get("steps");
    double before = steps.get(0).get("loss_before").doubleValue();
    double after = steps.get(steps.size() - 1).get("loss_after").doubleValue();
    int evaluations =
        StreamSupport.stream(steps.spliterator(), false)
            .mapToInt(step -> step.get("evaluations").intValue())
            .sum();
    double found = function.evaluate(start.clone(), new double[start.length]);
    SearchResult result = Lbfgs.of().minimize(function::evaluate, start);
    return Findings.row(
        "LBFGS, " + objective,
        golden.get("options").toString(),
        Math.abs(found - before) <= CODING * before
            && result.converged()
            && result.loss() <= after * (1 + TOLERANCE),
        "loss %.3e after %d evaluations, theirs %.3e after %d",
        result.loss(),
        result.evaluations(),
        after,
        evaluations);
  }

  private static double[] start(JsonNode initial) {
    return initial.isTextual()
        ? new double[785]
        : StreamSupport.stream(initial.spliterator(), false)
            .mapToDouble(JsonNode::doubleValue)
            .toArray();
  }

  private SmoothFunction function(String name, int n) {
    return switch (name) {
      case "rosenbrock" -> Functions.of("chained-rosenbrock", n);
      case "powell" -> Functions.of("extended-powell", n);
      case "beale" -> Functions.of("beale", n);
      case "quadratic" -> LbfgsFile::quadratic;
      case "logistic" -> logistic(images.orElseThrow());
      default -> throw new IllegalArgumentException("unknown objective " + name);
    };
  }

  /** ½ Σ i² xᵢ², i from 1. */
  private static double quadratic(double[] x, double[] gradient) {
    double f = 0;
    for (int i = 0; i < x.length; i++) {
      gradient[i] = (i + 1.0) * (i + 1.0) * x[i];
      f += gradient[i] * x[i] / 2;
    }
    return f;
  }

  /** Even digits against odd ones, on the first images. */
  private static SmoothFunction logistic(TenThousandImages images) {
    double[] targets =
        Arrays.stream(images.labels(), 0, IMAGES).mapToDouble(y -> y % 2 == 0 ? 1 : -1).toArray();
    return new BinaryRegression(Arrays.copyOf(images.pixels(), IMAGES), targets, DECAY);
  }
}
