// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.talweg.benchmarks.race.landscape.Landscape.Frame;
import org.talweg.benchmarks.race.paths.PathProblem;
import org.talweg.benchmarks.race.paths.Walk;

/** The path of one method over the contour lines of a problem of two variables. */
final class PathFigure {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 182;

  /** Points nearer to the one before, in units of the figure, are not drawn. */
  private static final double APART = 1;

  /** Paths of at most so many points have a dot at each. */
  private static final int MOST_DOTS = 100;

  private final PathProblem problem;
  private final Frame frame;
  private final Contours contours;

  PathFigure(PathProblem problem) {
    this.problem = problem;
    this.frame = problem.frame().orElseThrow();
    double[] gradient = new double[2];
    this.contours =
        new Contours(frame, (x, y) -> problem.problem().evaluate(new double[] {x, y}, gradient));
  }

  XYChart path(Walk walk, Ink ink) {
    XYChart chart = Charts.framed(WIDTH, HEIGHT, frame);
    contours.draw(chart);
    List<double[]> points = within(walk.points());
    List<double[]> apart = apart(points);
    Charts.line(chart, "path", column(apart, 0), column(apart, 1), ink, Charts.solid(2));
    if (points.size() <= MOST_DOTS) {
      chart.getStyler().setMarkerSize(5);
      Charts.dots(chart, "steps", column(points, 0), column(points, 1), ink);
    }
    double[] start = problem.start().point();
    Charts.dots(chart, "start", new double[] {start[0]}, new double[] {start[1]}, Ink.MARK);
    return chart;
  }

  /** The path up to the first point outside the frame, that one too. */
  private List<double[]> within(List<double[]> points) {
    int count =
        (int) points.stream().takeWhile(point -> frame.contains(point[0], point[1])).count();
    return points.subList(0, Math.min(points.size(), count + 1));
  }

  private List<double[]> apart(List<double[]> points) {
    List<double[]> apart = new ArrayList<>(List.of(points.get(0)));
    for (double[] point : points) {
      double[] last = apart.get(apart.size() - 1);
      double x = (point[0] - last[0]) * WIDTH / (frame.right() - frame.left());
      double y = (point[1] - last[1]) * HEIGHT / (frame.top() - frame.bottom());
      if (Math.hypot(x, y) >= APART) {
        apart.add(point);
      }
    }
    return apart;
  }

  private static double[] column(List<double[]> points, int coordinate) {
    return IntStream.range(0, points.size()).mapToDouble(i -> points.get(i)[coordinate]).toArray();
  }

  static String sentence(PathProblem problem) {
    double[] start = problem.start().point();
    Frame frame = problem.frame().orElseThrow();
    return String.format(
            Locale.ROOT,
            "Start at (%s, %s), a dot at each point if there are at most %d; x from %s to %s, y"
                + " from %s to %s.",
            start[0],
            start[1],
            MOST_DOTS,
            frame.left(),
            frame.right(),
            frame.bottom(),
            frame.top())
        .replace('-', '−');
  }
}
