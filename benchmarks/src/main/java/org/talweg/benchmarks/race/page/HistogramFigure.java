// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.awt.BasicStroke;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.talweg.benchmarks.race.activation.LayerActivations;

/** Histograms of the layers of a network, one above the other, the first layer on top. */
final class HistogramFigure {
  private static final int WIDTH = 180;
  private static final int HEIGHT = 150;

  /** The share of a bin that reaches up to the next layer's line. */
  private static final double UNIT = 0.12;

  /** The highest bar, in lines. */
  private static final double HIGHEST = 0.9;

  private HistogramFigure() {}

  static XYChart of(List<LayerActivations> layers) {
    XYChart chart = Charts.plain(WIDTH, HEIGHT);
    int bins = layers.get(0).shares().length;
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax((double) bins);
    chart.getStyler().setYAxisMin(-0.05);
    chart.getStyler().setYAxisMax((double) layers.size());
    for (int layer = 0; layer < layers.size(); layer++) {
      histogram(chart, layer, layers.size() - 1 - layer, layers.get(layer).shares());
    }
    return chart;
  }

  private static void histogram(XYChart chart, int layer, int base, double[] shares) {
    double[] x = new double[2 * shares.length + 2];
    double[] y = new double[x.length];
    y[0] = base;
    for (int bin = 0; bin < shares.length; bin++) {
      x[2 * bin + 1] = bin;
      x[2 * bin + 2] = bin + 1;
      double height = Math.min(HIGHEST, shares[bin] / UNIT);
      y[2 * bin + 1] = base + height;
      y[2 * bin + 2] = base + height;
    }
    x[x.length - 1] = shares.length;
    y[y.length - 1] = base;
    XYSeries area =
        Charts.line(chart, "layer " + (layer + 1), x, y, Ink.HISTOGRAM, new BasicStroke(0.5f));
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setFillColor(Ink.HISTOGRAM.key());
    Charts.line(
        chart,
        "base " + (layer + 1),
        new double[] {0, shares.length},
        new double[] {base, base},
        Ink.GRID,
        new BasicStroke(0.8f));
  }
}
