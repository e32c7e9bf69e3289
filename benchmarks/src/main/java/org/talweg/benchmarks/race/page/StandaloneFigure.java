// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.talweg.benchmarks.race.Contestant;
import org.talweg.benchmarks.race.RaceSettings;
import org.talweg.benchmarks.race.RunResult;
import org.talweg.benchmarks.race.Start;

/** The loss curves as an SVG file of their own, in light or dark as the reader's system is. */
public final class StandaloneFigure {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 380;
  private static final int KEY = 36;
  private static final int ROW = 20;
  private static final int COLUMNS = 6;
  private static final int LEFT = 52;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private StandaloneFigure() {}

  /** The curves of the last initializer raced. */
  public static String of(RaceSettings settings, List<RunResult> results) {
    Start start = settings.starts().get(settings.starts().size() - 1);
    List<RunResult> runs = results.stream().filter(run -> run.start().equals(start)).toList();
    XYChart chart = new CurveFigure(results, WIDTH, HEIGHT).losses(runs);
    chart.setXAxisTitle("step");
    chart.setYAxisTitle("training loss");
    XYStyler styler = chart.getStyler();
    styler.setAxisTitlesVisible(true);
    styler.setAxisTitleFont(FONT);
    styler.setAxisTickLabelsFont(FONT);
    styler.setChartFontColor(Ink.LABEL.key());
    styler.setXAxisTitleColor(Ink.LABEL.key());
    styler.setYAxisTitleColor(Ink.LABEL.key());
    int key = KEY + (runs.size() - 1) / COLUMNS * ROW;
    return CleanSvg.element(
        WIDTH,
        HEIGHT + key,
        "Training loss over the steps, started with " + start.label(),
        "<style>%s</style><rect width=\"100%%\" height=\"100%%\" style=\"fill:var(--paper)\"/>%s"
                .formatted(Page.resource("ink.css"), key(runs))
            + "<g transform=\"translate(0 %d)\">%s</g>"
                .formatted(key, CleanSvg.content(chart, "race")));
  }

  /** A key of line styles above the chart. */
  private static String key(List<RunResult> runs) {
    StringBuilder key = new StringBuilder();
    int width = (WIDTH - LEFT) / COLUMNS;
    for (int i = 0; i < runs.size(); i++) {
      Contestant contestant = runs.get(i).contestant();
      int x = LEFT + i % COLUMNS * width;
      int y = 23 + i / COLUMNS * ROW;
      key.append(
          String.format(
              Locale.ROOT,
              "<svg x=\"%d\" y=\"%d\" width=\"26\" height=\"8\">%s</svg>"
                  + "<text x=\"%d\" y=\"%d\" font-family=\"sans-serif\" font-size=\"14\""
                  + " style=\"fill:var(--text)\">%s</text>",
              x,
              y - 9,
              RaceSections.stroke(contestant),
              x + 32,
              y,
              Html.escape(contestant.label())));
    }
    return key.toString();
  }
}
