// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.race.Contestant;

/**
 * What is drawn with. Charts are painted in key colours, one per ink; {@link CleanSvg} replaces
 * each by the style sheet's variable of that name, so that a figure follows the page from light to
 * dark.
 */
enum Ink {
  /** The chart's ground; never written. */
  GROUND(10),
  /** Labels. */
  LABEL(20),
  /** Grid lines and tick marks. */
  GRID(30),
  /** Contour lines. */
  CONTOUR(40),
  /** Start and goal. */
  MARK(50),
  /** Histograms. */
  HISTOGRAM(60),
  /** Lines of optimizers, this one and those below. */
  LINE1(70),
  LINE2(80),
  LINE3(90),
  LINE4(100),
  LINE5(110),
  LINE6(120),
  LINE7(130),
  LINE8(140);

  private static final List<Ink> LINES =
      List.of(LINE1, LINE2, LINE3, LINE4, LINE5, LINE6, LINE7, LINE8);

  private final int blue;

  Ink(int blue) {
    this.blue = blue;
  }

  /** The ink of an optimizer's lines, by its place in the catalogue. */
  static Ink of(Contestant contestant) {
    return LINES.get(contestant.place() % LINES.size());
  }

  /** The key colour, which no other ink has. */
  Color key() {
    return new Color(1, 2, blue);
  }

  /** The key colour as it stands in an SVG file. */
  String keyText() {
    return "rgb(1,2," + blue + ")";
  }

  /** The variable of the style sheet. */
  String variable() {
    return "var(--" + name().toLowerCase(Locale.ROOT) + ")";
  }
}
