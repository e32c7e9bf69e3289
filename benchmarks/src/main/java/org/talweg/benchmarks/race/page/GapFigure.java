// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.talweg.benchmarks.race.paths.Walk;
import org.talweg.benchmarks.race.paths.Walks;

/** How far above the minimum methods are after so many evaluations, on logarithmic axes. */
final class GapFigure {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 250;
  private static final double LOWEST = 1e-10;
  private static final double HIGHEST = 1e5;

  /** Points of a line are so far apart, as a factor of the evaluations. */
  private static final double NEXT = 1.03;

  private GapFigure() {}

  static XYChart of(List<Walk> walks, List<Ink> inks) {
    XYChart chart = Charts.withAxes(WIDTH, HEIGHT);
    XYStyler styler = chart.getStyler();
    // Powers of ten on linear axes: the exporter's logarithmic ones have nine lines to a decade.
    styler.setXAxisMin(0.0);
    styler.setXAxisMax(Math.log10(Walks.MOST));
    styler.setXAxisTickMarkSpacingHint(70);
    styler.setYAxisMin(Math.log10(LOWEST));
    styler.setYAxisMax(Math.log10(HIGHEST));
    chart.setCustomXAxisTickLabelsFormatter(
        power -> String.format(Locale.ROOT, "%,.0f", Math.pow(10, power)));
    chart.setCustomYAxisTickLabelsFormatter(power -> String.format(Locale.ROOT, "1e%.0f", power));
    for (int i = 0; i < walks.size(); i++) {
      line(chart, walks.get(i), inks.get(i));
    }
    return chart;
  }

  private static void line(XYChart chart, Walk walk, Ink ink) {
    double[] gaps = walk.gaps();
    double[] x = new double[gaps.length];
    double[] y = new double[gaps.length];
    int count = 0;
    double next = 0;
    for (int i = 0; i < gaps.length; i++) {
      boolean last = i == gaps.length - 1 || gaps[i] <= LOWEST;
      if (last || i + 1 >= next) {
        x[count] = Math.log10(i + 1);
        y[count++] = Math.log10(Math.min(HIGHEST, Math.max(LOWEST, gaps[i])));
        next = NEXT * (i + 1);
      }
      if (last) {
        break;
      }
    }
    Charts.line(
        chart,
        walk.method(),
        Arrays.copyOf(x, count),
        Arrays.copyOf(y, count),
        ink,
        Charts.solid(1.8f));
  }
}
