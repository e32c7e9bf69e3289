// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** What the reference solvers did, run by run. */
public final class ReferenceRuns {
  private final List<Run> runs;

  private ReferenceRuns(List<Run> runs) {
    this.runs = List.copyOf(runs);
  }

  /**
   * One run.
   *
   * @param problem its id
   * @param start its id
   * @param solver such as {@code scipy-lbfgsb} or {@code scipy-cg}
   * @param history how many pairs it kept; 0 for conjugate gradients
   * @param evaluations until it stopped by itself
   * @param evaluationsToMinimum until the problem was solved, if it was
   */
  public record Run(
      String problem,
      String start,
      String solver,
      int history,
      int evaluations,
      OptionalInt evaluationsToMinimum) {}

  /** Runs on {@link SmoothProblems}. */
  public static ReferenceRuns smooth() {
    return readSmooth(Json.fixture("results.json"));
  }

  /** Runs on {@link SmoothProblems} in a file of the fixture's schema. */
  public static ReferenceRuns readSmooth(JsonNode file) {
    return read(file.get("columns"), file.get("runs"));
  }

  /** Runs on {@link BoundedProblems}. */
  public static ReferenceRuns bounded() {
    JsonNode file = Json.fixture("bounded.json");
    return read(file.get("runColumns"), file.get("runs"));
  }

  private static ReferenceRuns read(JsonNode columns, JsonNode rows) {
    List<String> names = Arrays.asList(Json.texts(columns));
    List<Run> runs = new ArrayList<>();
    for (JsonNode row : rows) {
      int start = names.indexOf("start");
      runs.add(
          new Run(
              row.get(names.indexOf("problem")).textValue(),
              start < 0 ? "start" : row.get(start).textValue(),
              row.get(names.indexOf("solver")).textValue(),
              row.get(names.indexOf("m")).intValue(),
              row.get(names.indexOf("evaluations")).intValue(),
              Json.count(row.get(names.indexOf("evaluationsToMinimum")))));
    }
    return new ReferenceRuns(runs);
  }

  /** All runs. */
  public List<Run> all() {
    return runs;
  }

  /** The runs of one solver with one length of history. */
  public List<Run> of(String solver, int history) {
    return runs.stream().filter(r -> r.solver().equals(solver) && r.history() == history).toList();
  }
}
