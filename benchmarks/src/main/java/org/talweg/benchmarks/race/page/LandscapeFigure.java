// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

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

  private final Landscape landscape;
  private final Contours contours;

  LandscapeFigure(Landscape landscape) {
    this.landscape = landscape;
    this.contours = new Contours(landscape.frame(), landscape::value);
  }

  /** The paths of some rules. */
  XYChart paths(List<Descent> descents) {
    Frame frame = landscape.frame();
    XYChart chart = Charts.framed(WIDTH, HEIGHT, frame);
    contours.draw(chart);
    for (Descent descent : descents) {
      Ink ink = Ink.of(descent.contestant());
      DescentPath path = DescentPath.of(landscape, descent.optimizer()).within(frame);
      String name = descent.contestant().label();
      Charts.line(chart, name, path.x(), path.y(), ink, Charts.solid(2));
      if (descents.size() == 1) {
        chart.getStyler().setMarkerSize(5);
        Charts.dots(chart, name + " steps", path.x(), path.y(), ink);
      }
    }
    double[] start = landscape.start();
    Charts.dots(chart, "start", new double[] {start[0]}, new double[] {start[1]}, Ink.MARK);
    return chart;
  }
}
