// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.talweg.benchmarks.race.Contestant;
import org.talweg.benchmarks.race.landscape.Landscape.Frame;

/** Charts in the page's style. */
final class Charts {
  private static final Color NOTHING = Ink.GROUND.key();

  private Charts() {}

  /** A chart with axes, labels and a grid. */
  static XYChart withAxes(int width, int height) {
    XYChart chart = plain(width, height);
    XYStyler styler = chart.getStyler();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    styler.setAxisTickLabelsFont(font);
    styler.setAxisTickLabelsColor(Ink.LABEL.key());
    styler.setAxisTickMarksColor(Ink.GRID.key());
    styler.setChartPadding(4);
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTickMarkLength(4);
    styler.setAxisTicksVisible(true);
    styler.setPlotGridLinesVisible(true);
    styler.setPlotGridLinesColor(Ink.GRID.key());
    styler.setPlotGridLinesStroke(new BasicStroke(0.8f));
    styler.setLocale(Locale.ROOT);
    return chart;
  }

  /** A chart of nothing but its content. */
  static XYChart plain(int width, int height) {
    XYChart chart =
        new XYChartBuilder().width(width).height(height).theme(ChartTheme.XChart).build();
    XYStyler styler = chart.getStyler();
    styler.setChartBackgroundColor(NOTHING);
    styler.setPlotBackgroundColor(NOTHING);
    styler.setPlotBorderVisible(false);
    styler.setPlotMargin(0);
    styler.setPlotContentSize(1);
    styler.setChartPadding(0);
    styler.setLegendVisible(false);
    styler.setChartTitleVisible(false);
    styler.setAxisTitlesVisible(false);
    styler.setAxisTicksVisible(false);
    styler.setPlotTicksMarksVisible(false);
    styler.setPlotGridLinesVisible(false);
    return chart;
  }

  /** A chart of nothing but its content, which is a part of the plane. */
  static XYChart framed(int width, int height, Frame frame) {
    XYChart chart = plain(width, height);
    chart.getStyler().setXAxisMin(frame.left());
    chart.getStyler().setXAxisMax(frame.right());
    chart.getStyler().setYAxisMin(frame.bottom());
    chart.getStyler().setYAxisMax(frame.top());
    return chart;
  }

  /** The stroke of an unbroken line. */
  static BasicStroke solid(float width) {
    return new BasicStroke(width);
  }

  /** A line in an ink, without markers. */
  static XYSeries line(
      XYChart chart, String name, double[] x, double[] y, Ink ink, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(ink.key());
    series.setLineStyle(stroke);
    return series;
  }

  /** Dots in an ink. */
  static void dots(XYChart chart, String name, double[] x, double[] y, Ink ink) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(ink.key());
  }

  /**
   * The stroke of an optimizer's line, by its place in the catalogue: every second one is dashed,
   * since neighbours, as Adam and AdamW, often lie upon each other.
   */
  static BasicStroke stroke(Contestant contestant, float width) {
    float[] dashes =
        switch (contestant.place() / 8 % 2 * 2 + contestant.place() % 2) {
          case 0 -> null;
          case 1 -> new float[] {6, 4};
          case 2 -> new float[] {12, 3};
          default -> new float[] {2, 3};
        };
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }
}
