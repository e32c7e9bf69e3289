// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The smooth problems without bounds: 67 functions and sizes, 190 starts. */
public final class SmoothProblems {
  private SmoothProblems() {}

  /** The problems in the fixture. */
  public static List<Problem> all() {
    return read(Json.fixture("functions.json"));
  }

  /** The problems in a file of the fixture's schema. */
  public static List<Problem> read(JsonNode file) {
    List<Problem> problems = new ArrayList<>();
    file.get("problems").forEach(node -> problems.add(problem(node)));
    return List.copyOf(problems);
  }

  /** Where the codings of a file's problems disagree with its values and gradients. */
  public static List<String> complaints(JsonNode file) {
    List<String> complaints = new ArrayList<>();
    for (JsonNode node : file.get("problems")) {
      StartRule rule = StartRule.of(node);
      List<double[]> points =
          List.of(rule.point("standard"), rule.shifted(1, 1), rule.shifted(1, 2));
      for (int i = 0; i < points.size(); i++) {
        Check check = new Check(points.get(i), node.get("checks").get(i));
        complaints.addAll(check.complaints(problem(node)));
      }
    }
    return complaints;
  }

  private static Problem problem(JsonNode node) {
    int n = node.get("n").intValue();
    StartRule rule = StartRule.of(node);
    List<Start> starts = new ArrayList<>();
    for (JsonNode start : node.get("starts")) {
      String id = start.get("id").textValue();
      starts.add(
          new Start(
              id,
              rule.point(id),
              start.get("f0").doubleValue(),
              start.get("pgtol").doubleValue(),
              Json.count(start.get("bestEvaluations")),
              Arrays.asList(Json.texts(start.get("solvedBy")))));
    }
    return Problem.unbounded(
        node.get("id").textValue(),
        n,
        Functions.of(node.get("function").textValue(), n),
        minima(node.get("minima")),
        starts);
  }

  /** All but infima at infinity. */
  private static double[] minima(JsonNode list) {
    List<Double> minima = new ArrayList<>();
    for (JsonNode minimum : list) {
      if (!minimum.path("infinite").asBoolean()) {
        minima.add(minimum.get("f").doubleValue());
      }
    }
    return minima.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
