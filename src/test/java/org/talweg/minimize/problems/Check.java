// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The value and the gradient of a problem at one point, computed in 60 digits. */
final class Check {
  private final double[] point;
  private final JsonNode expected;

  Check(double[] point, JsonNode expected) {
    this.point = point;
    this.expected = expected;
  }

  /** The disagreements of a coding with it: none if it is right. */
  List<String> complaints(Problem problem) {
    List<String> complaints = new ArrayList<>();
    double[] g = new double[problem.n()];
    double f = problem.evaluate(point.clone(), g);
    double known = expected.get("f").doubleValue();
    near(
        complaints,
        "value",
        f,
        known,
        expected.get("relativeToleranceF").doubleValue() * Math.abs(known));
    double relative = expected.get("toleranceG").doubleValue();
    if (expected.has("g")) {
      double[] gradient = Json.numbers(expected.get("g"));
      double tolerance = relative * largest(gradient);
      for (int i = 0; i < g.length; i++) {
        near(complaints, "gradient " + (i + 1), g[i], gradient[i], tolerance);
      }
    } else {
      summary(complaints, g, relative);
    }
    return complaints.stream()
        .map(c -> problem + " at " + expected.get("point").textValue() + ": " + c)
        .toList();
  }

  private void summary(List<String> complaints, double[] g, double relative) {
    double max = expected.get("gMax").doubleValue();
    for (Map.Entry<String, JsonNode> at : expected.get("gAt").properties()) {
      int i = Integer.parseInt(at.getKey());
      near(complaints, "gradient " + i, g[i - 1], at.getValue().doubleValue(), relative * max);
    }
    near(complaints, "largest gradient", largest(g), max, relative * max);
    double squares = 0;
    double sum = 0;
    for (double v : g) {
      squares += v * v;
      sum += v;
    }
    double norm = expected.get("gNorm").doubleValue();
    near(complaints, "gradient's norm", Math.sqrt(squares), norm, g.length * relative * norm);
    near(
        complaints,
        "gradient's sum",
        sum,
        expected.get("gSum").doubleValue(),
        g.length * relative * max);
  }

  private static void near(
      List<String> complaints, String name, double found, double expected, double tolerance) {
    if (!(Math.abs(found - expected) <= tolerance)) {
      complaints.add(
          String.format(
              Locale.ROOT,
              "%s: expected %s, but found %s, %.1e apart where %.1e is allowed",
              name,
              expected,
              found,
              Math.abs(found - expected),
              tolerance));
    }
  }

  private static double largest(double[] g) {
    double max = 0;
    for (double v : g) {
      max = Math.max(max, Math.abs(v));
    }
    return max;
  }
}
