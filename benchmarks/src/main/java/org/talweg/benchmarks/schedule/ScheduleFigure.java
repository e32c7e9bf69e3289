package org.talweg.benchmarks.schedule;

import java.util.Locale;

/**
 * A schedule as an SVG file of one to two kilobytes, in colours that can be read on light and on
 * dark, with the same bytes wherever it is drawn: labels are text, not outlines of a font.
 */
final class ScheduleFigure {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 150;
  private static final int LEFT = 52;
  private static final int RIGHT = WIDTH - 12;
  private static final int TOP = 10;
  private static final int BOTTOM = HEIGHT - 22;

  private static final String FRAME =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="%s">
      <g font-family="sans-serif" font-size="11" fill="#808080" stroke="none">
      %s</g>
      <path d="%s" stroke="#808080" stroke-opacity="0.35" fill="none"/>
      <polyline points="%s" stroke="#3080d0" stroke-width="2" fill="none"/>
      </svg>
      """;

  private final Curve curve;
  private final StringBuilder labels = new StringBuilder();
  private final StringBuilder grid = new StringBuilder();

  private ScheduleFigure(Curve curve) {
    this.curve = curve;
  }

  /**
   * The file's text.
   *
   * @param call what is drawn, for those who can't see it
   */
  static String svg(String call, Curve curve) {
    ScheduleFigure figure = new ScheduleFigure(curve);
    figure.values();
    figure.steps();
    return FRAME.formatted(WIDTH, HEIGHT, call, figure.labels, figure.grid, figure.line());
  }

  private void values() {
    double each = round((curve.high() - curve.low()) / 4);
    for (long i = (long) Math.ceil(curve.low() / each - 1e-9); i * each <= top(); i++) {
      double y = y(i * each);
      label(LEFT - 6, y + 4, "end", Figures.of(i * each));
      grid.append(String.format(Locale.ROOT, "M%d,%.1fH%d", LEFT, y, RIGHT));
    }
  }

  private void steps() {
    double each = Math.max(1, round(curve.steps() / 5.0));
    label(x(1), HEIGHT - 6, "middle", "1");
    for (double step = each; step <= curve.steps(); step += each) {
      if (step > curve.steps() / 50.0) {
        label(x(step), HEIGHT - 6, "middle", Figures.of(step));
        grid.append(String.format(Locale.ROOT, "M%.1f,%dV%d", x(step), TOP, BOTTOM));
      }
    }
  }

  private void label(double x, double y, String anchor, String text) {
    labels.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            text));
  }

  /** A point for each unit of the width, or for each step where these are fewer. */
  private String line() {
    int points = (int) Math.min(RIGHT - LEFT + 1, Math.max(2, curve.steps()));
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      long step = curve.step(i, points);
      x[i] = x((double) step);
      y[i] = y(curve.at(step));
    }
    return Outline.of(x, y);
  }

  private double x(double step) {
    return LEFT + (step - 1) / Math.max(1, curve.steps() - 1) * (RIGHT - LEFT);
  }

  private double y(double value) {
    return BOTTOM - (value - curve.low()) / (top() - curve.low()) * (BOTTOM - TOP);
  }

  /** The upper end, with room for the line's width. */
  private double top() {
    return curve.high() + (curve.high() - curve.low()) / 50;
  }

  /** The next of 1, 2 or 5 times a power of ten. */
  private static double round(double distance) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(distance)));
    double digit = distance / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }
}
