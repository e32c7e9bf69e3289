package org.talweg.benchmarks.schedule;

import java.util.Locale;

/**
 * A line through points with as few of them as it takes to stay within a tenth of a unit: Ramer,
 * "An iterative procedure for the polygonal approximation of plane curves", 1972.
 */
final class Outline {
  private static final double TOLERANCE = 0.1;

  private final double[] x;
  private final double[] y;
  private final StringBuilder text = new StringBuilder();

  private Outline(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /** The points as an SVG file has them. */
  static String of(double[] x, double[] y) {
    Outline outline = new Outline(x, y);
    outline.point(0);
    outline.between(0, x.length - 1);
    return outline.text.toString().strip();
  }

  /** Writes the points after the first, to the last. */
  private void between(int first, int last) {
    int farthest = last;
    double distance = TOLERANCE;
    double dx = x[last] - x[first];
    double dy = y[last] - y[first];
    for (int i = first + 1; i < last; i++) {
      double off = Math.abs((x[i] - x[first]) * dy - (y[i] - y[first]) * dx) / Math.hypot(dx, dy);
      if (off > distance) {
        farthest = i;
        distance = off;
      }
    }
    if (farthest == last) {
      point(last);
    } else {
      between(first, farthest);
      between(farthest, last);
    }
  }

  private void point(int i) {
    text.append(String.format(Locale.ROOT, " %.1f,%.1f", x[i], y[i]).replace(".0", ""));
  }
}
