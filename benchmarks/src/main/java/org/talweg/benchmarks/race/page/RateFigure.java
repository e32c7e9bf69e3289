// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.race.RateCurve;
import org.talweg.benchmarks.race.Start;

/**
 * Range tests as one SVG file, a panel for each optimizer, in light or dark as the reader's system
 * is: the smoothed loss over the rate, both logarithmic, with a mark at the rate suggested.
 */
public final class RateFigure {
  private static final int COLUMNS = 3;
  private static final int WIDTH = 300;
  private static final int HEIGHT = 190;
  private static final int LEFT = 38;
  private static final int RIGHT = WIDTH - 10;
  private static final int HEAD = 30;
  private static final int TOP = 26;
  private static final int BOTTOM = HEIGHT - 24;

  private static final double LOWEST_RATE = 1e-6;
  private static final double HIGHEST_RATE = 10;
  private static final double LOWEST_LOSS = 0.1;
  private static final double HIGHEST_LOSS = 10;

  private RateFigure() {}

  /** The figure of some curves. */
  public static String of(List<RateCurve> curves, Start start) {
    int columns = Math.min(COLUMNS, curves.size());
    int rows = (curves.size() + columns - 1) / columns;
    StringBuilder panels = new StringBuilder();
    for (int i = 0; i < curves.size(); i++) {
      panels.append(
          "<g transform=\"translate(%d %d)\">%s</g>%n"
              .formatted(i % columns * WIDTH, HEAD + i / columns * HEIGHT, panel(curves.get(i))));
    }
    return CleanSvg.element(
        columns * WIDTH,
        HEAD + rows * HEIGHT,
        "Loss over the learning rate, started with " + start.label(),
        """
        <style>%s
        text { font: 11px sans-serif; fill: var(--label); }
        .title { font-size: 13px; fill: var(--text); }
        path, polyline { fill: none; }
        .grid { stroke: var(--grid); }
        .loss { stroke: var(--histogram); stroke-width: 1.8; stroke-linejoin: round; }
        .mark { stroke: var(--mark); stroke-dasharray: 3 3; }
        </style><rect width="100%%" height="100%%" style="fill:var(--paper)"/>
        <text x="%d" y="20">%s</text>
        %s"""
            .formatted(Page.resource("ink.css"), LEFT, head(columns), panels));
  }

  /** What is drawn, as long as there is room for. */
  private static String head(int columns) {
    String what = "training loss over the learning rate";
    return columns == 1 ? what : what + "; dashed, the rate suggested, where it falls most steeply";
  }

  private static String panel(RateCurve curve) {
    StringBuilder panel = new StringBuilder();
    panel.append(
        "<text class=\"title\" x=\"%d\" y=\"16\">%s%s: %s</text>"
            .formatted(
                LEFT,
                Html.escape(curve.contestant().label()),
                curve.contestant().racing().changeable() ? "" : ", started anew",
                twoDigits(curve.suggestion())));
    grid(panel);
    double[] rates = curve.rates();
    double[] losses = curve.smooth();
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < rates.length; i++) {
      points.append(String.format(Locale.ROOT, " %.1f,%.1f", x(rates[i]), y(losses[i])));
    }
    panel.append(
        String.format(
            Locale.ROOT,
            "<path class=\"mark\" d=\"M%.1f,%dV%d\"/><polyline class=\"loss\" points=\"%s\"/>",
            x(curve.suggestion()),
            TOP,
            BOTTOM,
            points.toString().strip()));
    return panel.toString();
  }

  private static void grid(StringBuilder panel) {
    StringBuilder path = new StringBuilder();
    for (double loss : new double[] {0.1, 1, 10}) {
      path.append(String.format(Locale.ROOT, "M%d,%.1fH%d", LEFT, y(loss), RIGHT));
      label(panel, LEFT - 5, y(loss) + 4, "end", twoDigits(loss));
    }
    for (int power = -6; power <= 1; power++) {
      double x = x(Math.pow(10, power));
      path.append(String.format(Locale.ROOT, "M%.1f,%dV%d", x, TOP, BOTTOM));
      if (power % 2 == 0) {
        label(panel, x, BOTTOM + 15, "middle", power == 0 ? "1" : "1e" + power);
      }
    }
    panel.append("<path class=\"grid\" d=\"").append(path).append("\"/>");
  }

  private static void label(StringBuilder panel, double x, double y, String anchor, String text) {
    panel.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            text));
  }

  private static String twoDigits(double number) {
    return BigDecimal.valueOf(number)
        .round(new MathContext(2))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static double x(double rate) {
    double across = Math.log(rate / LOWEST_RATE) / Math.log(HIGHEST_RATE / LOWEST_RATE);
    return LEFT + across * (RIGHT - LEFT);
  }

  private static double y(double loss) {
    double within = Math.max(LOWEST_LOSS, Math.min(HIGHEST_LOSS, loss));
    double height = Math.log(within / LOWEST_LOSS) / Math.log(HIGHEST_LOSS / LOWEST_LOSS);
    return BOTTOM - height * (BOTTOM - TOP);
  }
}
