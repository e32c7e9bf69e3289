// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.talweg.benchmarks.race.landscape.DescentPath;
import org.talweg.benchmarks.race.landscape.Landscape;
import org.talweg.benchmarks.race.landscape.Landscape.Descent;
import org.talweg.benchmarks.race.landscape.Landscape.Frame;

/** Paths of optimizers over the contour lines of a landscape. */
final class LandscapeFigure {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 182;
  private static final int LEVELS = 13;
  private static final int SAMPLES = 41;

  private final Landscape landscape;
  private final Contours contours;

  LandscapeFigure(Landscape landscape) {
    this.landscape = landscape;
    this.contours = new Contours(landscape);
  }

  /** The paths of some rules. */
  XYChart paths(List<Descent> descents) {
    XYChart chart = Charts.plain(WIDTH, HEIGHT);
    Frame frame = landscape.frame();
    chart.getStyler().setXAxisMin(frame.left());
    chart.getStyler().setXAxisMax(frame.right());
    chart.getStyler().setYAxisMin(frame.bottom());
    chart.getStyler().setYAxisMax(frame.top());
    contours(chart);
    for (Descent descent : descents) {
      Ink ink = Ink.of(descent.contestant());
      DescentPath path = DescentPath.of(landscape, descent.optimizer()).within(frame);
      String name = descent.contestant().label();
      Charts.line(chart, name, path.x(), path.y(), ink, new BasicStroke(2));
      if (descents.size() == 1) {
        chart.getStyler().setMarkerSize(5);
        Charts.dots(chart, name + " steps", path.x(), path.y(), ink);
      }
    }
    double[] start = landscape.start();
    Charts.dots(chart, "start", new double[] {start[0]}, new double[] {start[1]}, Ink.MARK);
    return chart;
  }

  private void contours(XYChart chart) {
    double[] sample = new double[SAMPLES * SAMPLES];
    Frame frame = landscape.frame();
    double width = (frame.right() - frame.left()) / (SAMPLES - 1);
    double height = (frame.top() - frame.bottom()) / (SAMPLES - 1);
    for (int column = 0, i = 0; column < SAMPLES; column++) {
      for (int row = 0; row < SAMPLES; row++, i++) {
        sample[i] = landscape.value(frame.left() + column * width, frame.bottom() + row * height);
      }
    }
    Arrays.sort(sample);
    for (int level = 0; level < LEVELS; level++) {
      // Levels by rank: the lines are spread evenly over the picture.
      double value = sample[(int) ((level + 0.35) * sample.length / LEVELS)];
      int part = 0;
      for (List<Contours.Point> line : contours.at(value)) {
        Charts.line(
            chart,
            "contour " + level + " " + part++,
            line.stream().mapToDouble(Contours.Point::x).toArray(),
            line.stream().mapToDouble(Contours.Point::y).toArray(),
            Ink.CONTOUR,
            new BasicStroke(0.9f));
      }
    }
  }
}
