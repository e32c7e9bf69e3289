// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.talweg.benchmarks.race.RunResult;

/** Curves over the steps, one line per optimizer. */
final class CurveFigure {
  private static final int POINTS = 180;

  private final int width;
  private final int height;
  private final double lowestLoss;
  private final double highestLoss;
  private final double lowestAccuracy;
  private final int steps;

  /** The axes are the same for all initializers, so that their charts compare. */
  CurveFigure(List<RunResult> results, int width, int height) {
    this.width = width;
    this.height = height;
    double[] losses =
        results.stream().flatMapToDouble(run -> Arrays.stream(smooth(run.losses()))).toArray();
    // Whole halves of a decade, and a little below, as a mark at the end has no label.
    lowestLoss = 0.9 * Math.pow(10, Math.floor(2 * Math.log10(lowest(losses))) / 2);
    // Chance is ln 10 = 2.3; a first step far too wide would only squeeze all other lines.
    highestLoss =
        Math.min(4, Math.max(1, Arrays.stream(losses).filter(Double::isFinite).max().orElse(1)));
    double[] accuracies =
        results.stream()
            .flatMapToDouble(
                run -> Arrays.stream(run.accuracies()).skip(run.accuracies().length / 4))
            .toArray();
    lowestAccuracy = Math.floor(10 * Math.min(0.9, lowest(accuracies))) / 10;
    steps = results.get(0).steps();
  }

  /** The smoothed loss of runs, on a logarithmic axis. */
  XYChart losses(List<RunResult> runs) {
    XYChart chart = chart(lowestLoss, highestLoss);
    XYStyler styler = chart.getStyler();
    styler.setYAxisLogarithmic(true);
    styler.setYAxisDecimalPattern("0.####");
    for (RunResult run : runs) {
      double[] smooth = smooth(run.losses());
      int points = Math.min(POINTS, smooth.length);
      double[] x = new double[points];
      double[] y = new double[points];
      for (int i = 0; i < points; i++) {
        int step = points == 1 ? 0 : (int) ((long) i * (smooth.length - 1) / (points - 1));
        x[i] = step + 1;
        y[i] = Math.max(smooth[step], lowestLoss);
      }
      line(chart, run, x, y);
    }
    return chart;
  }

  /** The test accuracy of runs. */
  XYChart accuracies(List<RunResult> runs) {
    XYChart chart = chart(lowestAccuracy, 1);
    chart.getStyler().setYAxisDecimalPattern("0.00");
    for (RunResult run : runs) {
      line(chart, run, Arrays.stream(run.tested()).asDoubleStream().toArray(), run.accuracies());
    }
    return chart;
  }

  private XYChart chart(double low, double high) {
    XYChart chart = Charts.withAxes(width, height);
    chart.getStyler().setXAxisMin(0.0);
    // The half keeps the points of measurement from becoming the marks of the axis.
    chart.getStyler().setXAxisMax(steps + 0.5);
    chart.getStyler().setYAxisMin(low);
    chart.getStyler().setYAxisMax(high);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setXAxisTickMarkSpacingHint(70);
    return chart;
  }

  private static void line(XYChart chart, RunResult run, double[] x, double[] y) {
    Charts.line(
        chart,
        run.contestant().label(),
        x,
        y,
        Ink.of(run.contestant()),
        Charts.stroke(run.contestant(), 1.8f));
  }

  /** A running average over about a fiftieth of the run, corrected for its start. */
  private static double[] smooth(double[] losses) {
    double keep = 1 - 1 / Math.max(1, losses.length / 50.0);
    double[] smooth = new double[losses.length];
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < losses.length; i++) {
      sum = keep * sum + losses[i];
      weight = keep * weight + 1;
      smooth[i] = sum / weight;
    }
    return smooth;
  }

  private static double lowest(double[] values) {
    return Math.max(1e-6, Arrays.stream(values).filter(Double::isFinite).min().orElse(0.1));
  }
}
