// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** The problems with bounds; each has one start, called {@code start}. */
public final class BoundedProblems {
  private BoundedProblems() {}

  /** The problems in the fixture. */
  public static List<Problem> all() {
    return read(Json.fixture("bounded.json"));
  }

  /** The problems in a file of the fixture's schema. */
  public static List<Problem> read(JsonNode file) {
    List<Problem> problems = new ArrayList<>();
    file.get("problems").forEach(node -> problems.add(problem(node)));
    return List.copyOf(problems);
  }

  private static Problem problem(JsonNode node) {
    int n = node.get("n").intValue();
    double[] minima =
        DoubleStream.concat(
                DoubleStream.of(node.get("minimum").doubleValue()),
                node.path("otherMinima").findValues("f").stream()
                    .mapToDouble(JsonNode::doubleValue))
            .toArray();
    Start start =
        new Start(
            "start",
            Json.vector(node.get("start"), n, Double.NaN),
            node.get("f0").doubleValue(),
            tolerance(node),
            Json.count(node.get("bestEvaluations")),
            Arrays.asList(Json.texts(node.get("solvedBy"))));
    return new Problem(
        node.get("name").textValue(),
        n,
        Functions.of(node.get("function").textValue(), n),
        Json.vector(node.get("lower"), n, Double.NEGATIVE_INFINITY),
        Json.vector(node.get("upper"), n, Double.POSITIVE_INFINITY),
        minima,
        List.of(start));
  }

  /** 1e-8 min(projected gradient at the start, max(1, |f*|)); 1e-8 where the start is the end. */
  private static double tolerance(JsonNode node) {
    double gradient = node.get("projectedGradient0").doubleValue();
    double scale = Math.max(1, Math.abs(node.get("minimum").doubleValue()));
    return 1e-8 * (gradient > 0 ? Math.min(gradient, scale) : 1);
  }
}
