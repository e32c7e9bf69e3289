package org.talweg.benchmarks.race.page;

import java.awt.Color;
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
  SGD(70),
  MOMENTUM(80),
  ADAGRAD(90),
  RMSPROP(100),
  ADAM(110),
  ADAMW(120);

  private final int blue;

  Ink(int blue) {
    this.blue = blue;
  }

  /** The ink of an optimizer's lines. */
  static Ink of(Contestant contestant) {
    return valueOf(contestant.name());
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
