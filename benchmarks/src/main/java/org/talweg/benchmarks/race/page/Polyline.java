// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/** Segments of one style, each of which starts where the last one ended. */
final class Polyline {
  /** How far from the line a point may be left out, in the chart's units. */
  private static final double TOLERANCE = 0.04;

  private final List<double[]> points = new ArrayList<>();
  private String style = "";

  boolean isEmpty() {
    return points.isEmpty();
  }

  String style() {
    return style;
  }

  /** Adds a segment if it continues the line. */
  boolean extend(Element segment) {
    double[] from = {number(segment, "x1"), number(segment, "y1")};
    if (isEmpty()) {
      style = segment.getAttribute("style");
      points.add(from);
    } else {
      double[] end = points.get(points.size() - 1);
      if (end[0] != from[0] || end[1] != from[1] || !segment.getAttribute("style").equals(style)) {
        return false;
      }
    }
    points.add(new double[] {number(segment, "x2"), number(segment, "y2")});
    return true;
  }

  /** The corners, without those that lie on the line between the ones before and after. */
  String points() {
    StringBuilder text = new StringBuilder();
    double[] before = points.get(0);
    for (int i = 0; i < points.size(); i++) {
      double[] point = points.get(i);
      boolean inner = i > 0 && i < points.size() - 1;
      if (!(inner && onTheWay(before, point, points.get(i + 1)))) {
        text.append(text.length() == 0 ? "" : " ").append(point[0]).append(',').append(point[1]);
        before = point;
      }
    }
    return text.toString();
  }

  private static boolean onTheWay(double[] from, double[] point, double[] to) {
    double x = to[0] - from[0];
    double y = to[1] - from[1];
    double px = point[0] - from[0];
    double py = point[1] - from[1];
    double along = px * x + py * y;
    return along > 0
        && along < x * x + y * y
        && Math.abs(px * y - py * x) < TOLERANCE * Math.hypot(x, y);
  }

  private static double number(Element segment, String name) {
    return Double.parseDouble(segment.getAttribute(name));
  }
}
