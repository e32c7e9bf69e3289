// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.race.landscape.Landscape;
import org.talweg.benchmarks.race.landscape.Landscape.Descent;

/** Paths on the three landscapes: all together, and one by one with each step as a dot. */
final class LandscapeSections {
  private LandscapeSections() {}

  static List<String> of() {
    return Arrays.stream(Landscape.values()).map(LandscapeSections::section).toList();
  }

  private static String section(Landscape landscape) {
    String id = landscape.name().toLowerCase(Locale.ROOT);
    LandscapeFigure figure = new LandscapeFigure(landscape);
    StringBuilder panels = new StringBuilder("<div class=\"panels paths\">");
    panels.append(
        Section.panel(
            "all five <small>start at the dot</small>",
            CleanSvg.of(
                figure.paths(landscape.descents()),
                id,
                "paths of five optimizers, " + heading(landscape))));
    for (Descent descent : landscape.descents()) {
      String label = descent.contestant().label();
      panels.append(
          Section.panel(
              RaceSections.swatch(descent.contestant())
                  + Html.escape(label)
                  + " <small>rate "
                  + descent.rate()
                  + "</small>",
              CleanSvg.of(
                  figure.paths(List.of(descent)),
                  id + descent.contestant().id(),
                  "path of " + label + ", " + heading(landscape))));
    }
    return Section.of(
        id, heading(landscape), sentence(landscape), panels.append("</div>").toString());
  }

  private static String heading(Landscape landscape) {
    return switch (landscape) {
      case BOWL -> "An elongated bowl: x²/20 + y²";
      case SADDLE -> "A saddle: x² − y²";
      case TWO_HOLLOWS -> "A local minimum: x⁴/4 − x² − x/4 + y²";
    };
  }

  private static String sentence(Landscape landscape) {
    String what =
        switch (landscape) {
          case BOWL ->
              "SGD zigzags across the narrow side, momentum swings past the goal and back, AdaGrad's"
                  + " steps shrink as it goes, and RMSProp and Adam, which divide by the gradient's"
                  + " size, are as fast along the bowl as across it.";
          case SADDLE ->
              "Beside the ridge by a thousandth: SGD comes to a stand at the saddle, where the"
                  + " gradient vanishes, momentum passes on with the velocity it has, and the"
                  + " rules that divide by the gradient's size leave the ridge at once.";
          case TWO_HOLLOWS ->
              "Momentum alone gathers the speed to roll through the first hollow and over the"
                  + " rise into the deeper one; the others settle where they come first.";
        };
    Landscape.Frame frame = landscape.frame();
    return String.format(
        Locale.ROOT,
        "%s (Start at (%s, %s), %d steps; x from %s to %s, y from %s to %s.)",
        what,
        number(landscape.start()[0]),
        number(landscape.start()[1]),
        landscape.steps(),
        number(frame.left()),
        number(frame.right()),
        number(frame.bottom()),
        number(frame.top()));
  }

  private static String number(double value) {
    String text = Double.toString(value).replaceAll("\\.0$", "").replace("1.0E-3", "0.001");
    return text.replace('-', '−');
  }
}
