// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.knowm.xchart.XYChart;
import org.talweg.benchmarks.race.landscape.Landscape.Frame;

/**
 * Contour lines of a function of two variables by marching squares: each cell of a grid gets the
 * segments that part its higher corners from its lower ones, and segments that share an end are
 * joined.
 */
final class Contours {
  private static final int COLUMNS = 120;
  private static final int ROWS = 60;
  private static final int LEVELS = 13;
  private static final int SAMPLES = 41;

  private final Frame frame;
  private final DoubleBinaryOperator function;
  private final double[][] values = new double[COLUMNS + 1][ROWS + 1];

  Contours(Frame frame, DoubleBinaryOperator function) {
    this.frame = frame;
    this.function = function;
    for (int column = 0; column <= COLUMNS; column++) {
      for (int row = 0; row <= ROWS; row++) {
        values[column][row] = function.applyAsDouble(x(column), y(row));
      }
    }
  }

  /** A point of a line. */
  record Point(double x, double y) {}

  /** Draws lines that are spread evenly over the picture. */
  void draw(XYChart chart) {
    double[] sample = sample();
    for (int level = 0; level < LEVELS; level++) {
      double value = sample[(int) ((level + 0.35) * sample.length / LEVELS)];
      int part = 0;
      for (List<Point> line : at(value)) {
        Charts.line(
            chart,
            "contour " + level + " " + part++,
            line.stream().mapToDouble(Point::x).toArray(),
            line.stream().mapToDouble(Point::y).toArray(),
            Ink.CONTOUR,
            new BasicStroke(0.9f));
      }
    }
  }

  /** Values all over the picture, the lowest first: levels are taken by rank. */
  private double[] sample() {
    double[] sample = new double[SAMPLES * SAMPLES];
    double width = (frame.right() - frame.left()) / (SAMPLES - 1);
    double height = (frame.top() - frame.bottom()) / (SAMPLES - 1);
    for (int column = 0, i = 0; column < SAMPLES; column++) {
      for (int row = 0; row < SAMPLES; row++, i++) {
        sample[i] =
            function.applyAsDouble(frame.left() + column * width, frame.bottom() + row * height);
      }
    }
    Arrays.sort(sample);
    return sample;
  }

  /** The lines of a level. */
  List<List<Point>> at(double level) {
    Map<Point, List<Point>> lines = new HashMap<>();
    List<List<Point>> closed = new ArrayList<>();
    for (int column = 0; column < COLUMNS; column++) {
      for (int row = 0; row < ROWS; row++) {
        List<Point> crossings = crossings(column, row, level);
        for (int i = 0; i + 1 < crossings.size(); i += 2) {
          join(lines, closed, crossings.get(i), crossings.get(i + 1));
        }
      }
    }
    lines.forEach(
        (end, line) -> {
          // Each open line is known by both of its ends.
          if (end.equals(line.get(0))) {
            closed.add(line);
          }
        });
    closed.sort((a, b) -> compare(a.get(0), b.get(0)));
    return closed;
  }

  private static int compare(Point a, Point b) {
    int byX = Double.compare(a.x(), b.x());
    return byX != 0 ? byX : Double.compare(a.y(), b.y());
  }

  private static void join(
      Map<Point, List<Point>> lines, List<List<Point>> closed, Point from, Point to) {
    List<Point> before = lines.remove(from);
    List<Point> after = lines.remove(to);
    if (before != null && before == after) {
      before.add(before.get(0).equals(from) ? from : to);
      closed.add(before);
      return;
    }
    List<Point> line = new ArrayList<>();
    line.addAll(before == null ? List.of(from) : endingAt(from, before));
    line.addAll(after == null ? List.of(to) : startingAt(to, after));
    lines.put(line.get(0), line);
    lines.put(line.get(line.size() - 1), line);
  }

  private static List<Point> startingAt(Point point, List<Point> line) {
    return line.get(0).equals(point) ? line : reversed(line);
  }

  private static List<Point> endingAt(Point point, List<Point> line) {
    return line.get(0).equals(point) ? reversed(line) : line;
  }

  private static List<Point> reversed(List<Point> line) {
    List<Point> reversed = new ArrayList<>(line);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Where the level crosses a cell's edges, in the order bottom, right, top, left. */
  private List<Point> crossings(int column, int row, double level) {
    List<Point> crossings = new ArrayList<>();
    cross(crossings, column, row, column + 1, row, level);
    cross(crossings, column + 1, row, column + 1, row + 1, level);
    cross(crossings, column, row + 1, column + 1, row + 1, level);
    cross(crossings, column, row, column, row + 1, level);
    return crossings;
  }

  private void cross(
      List<Point> crossings, int column1, int row1, int column2, int row2, double level) {
    double a = values[column1][row1];
    double b = values[column2][row2];
    if (a < level != b < level) {
      double part = (level - a) / (b - a);
      crossings.add(
          new Point(
              x(column1) + part * (x(column2) - x(column1)), y(row1) + part * (y(row2) - y(row1))));
    }
  }

  private double x(int column) {
    return frame.left() + (frame.right() - frame.left()) * column / COLUMNS;
  }

  private double y(int row) {
    return frame.bottom() + (frame.top() - frame.bottom()) * row / ROWS;
  }
}
