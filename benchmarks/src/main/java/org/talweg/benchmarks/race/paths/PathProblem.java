// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.paths;

import java.util.List;
import java.util.Optional;
import org.talweg.benchmarks.race.landscape.Landscape.Frame;
import org.talweg.minimize.problems.Problem;
import org.talweg.minimize.problems.SmoothProblems;
import org.talweg.minimize.problems.Start;

/**
 * A test problem, from its standard start.
 *
 * @param title the name for people
 * @param formula the function of x and y; empty if there are more variables
 * @param frame the part of the plane to show; empty if there are more than two variables
 */
public record PathProblem(Problem problem, String title, String formula, Optional<Frame> frame) {
  /** Three problems of two variables, of curved valley, plain and hollow, and three of more. */
  public static List<PathProblem> all() {
    return List.of(
        plane(
            "rosenbrock-2",
            "Rosenbrock's valley",
            "(10·(y − x²))² + (1 − x)²",
            new Frame(-1.6, 1.6, -0.3, 1.32)),
        plane(
            "beale-2",
            "Beale's plain",
            "Σ (cᵢ − x·(1 − yⁱ))² over i = 1, 2, 3",
            new Frame(0.6, 3.6, -0.3, 1.22)),
        plane(
            "himmelblau-2",
            "Himmelblau's hollows",
            "(x² + y − 11)² + (x + y² − 7)²",
            new Frame(-4, 8, -1.4, 4.66)),
        large("wood-4", "Wood's function, 4 variables"),
        large("quadratic-1e2-100", "Quadratic of condition 100, 100 variables"),
        large("extended-rosenbrock-1000", "500 Rosenbrock valleys, 1,000 variables"));
  }

  private static PathProblem plane(String id, String title, String formula, Frame frame) {
    return new PathProblem(named(id), title, formula, Optional.of(frame));
  }

  private static PathProblem large(String id, String title) {
    return new PathProblem(named(id), title, "", Optional.empty());
  }

  private static Problem named(String id) {
    return SmoothProblems.all().stream()
        .filter(problem -> problem.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The problem's name in the tests. */
  public String id() {
    return problem.id();
  }

  /** Its standard start. */
  public Start start() {
    return problem.start("standard");
  }
}
