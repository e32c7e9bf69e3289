// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.awt.BasicStroke;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.talweg.benchmarks.race.Contestant;
import org.talweg.benchmarks.race.RaceSettings;
import org.talweg.benchmarks.race.RunResult;
import org.talweg.benchmarks.race.Start;

/** The curves of the race: loss and accuracy, a chart per initializer. */
final class RaceSections {
  private RaceSections() {}

  static List<String> of(RaceSettings settings, List<RunResult> results) {
    CurveFigure figure = new CurveFigure(results, 360, 250);
    String legend = legend(settings.contestants(), results);
    return List.of(
        Section.of(
            "loss",
            "Training loss over the steps",
            "Within a chart every optimizer starts from the same weights and sees the same examples"
                + " in the same order, so what differs is the rule alone: the lower a line, the"
                + " better it fits what it learns from (logarithmic scale, smoothed; learning rates in the key).",
            legend + charts("loss", settings, results, figure::losses)),
        Section.of(
            "accuracy",
            "Test accuracy over the steps",
            "The share of examples never trained with that the network gets right: the"
                + " optimizers differ most in how soon a line reaches its height, and least in"
                + " where it ends.",
            legend + charts("accuracy", settings, results, figure::accuracies)));
  }

  private static String charts(
      String id,
      RaceSettings settings,
      List<RunResult> results,
      Function<List<RunResult>, XYChart> chart) {
    return IntStream.range(0, settings.starts().size())
        .mapToObj(
            i -> {
              Start start = settings.starts().get(i);
              List<RunResult> runs =
                  results.stream().filter(run -> run.start().equals(start)).toList();
              String label =
                  String.format(Locale.ROOT, "%s per step, started with %s", id, start.label());
              return Section.panel(
                  Html.escape(start.label()), CleanSvg.of(chart.apply(runs), id + i, label));
            })
        .collect(Collectors.joining("", "<div class=\"panels\">", "</div>"));
  }

  /** A key of line styles, with the rates raced at. */
  private static String legend(List<Contestant> contestants, List<RunResult> results) {
    return contestants.stream()
        .map(
            contestant ->
                "<li>%s%s <small>%s</small></li>"
                    .formatted(
                        swatch(contestant),
                        Html.escape(contestant.label()),
                        rates(contestant, results)))
        .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>"));
  }

  private static String rates(Contestant contestant, List<RunResult> results) {
    return results.stream()
        .map(RunResult::contestant)
        .filter(other -> other.id().equals(contestant.id()))
        .map(Contestant::rateText)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** A short piece of an optimizer's line, 26 by 8, as an SVG element. */
  static String swatch(Contestant contestant) {
    return swatch(Ink.of(contestant), Charts.stroke(contestant, 3));
  }

  /** A short piece of a line, 26 by 8, as an SVG element. */
  static String swatch(Ink ink, BasicStroke stroke) {
    return "<svg class=\"swatch\" viewBox=\"0 0 26 8\" aria-hidden=\"true\">%s</svg>"
        .formatted(path(ink, stroke));
  }

  /** What stands in an optimizer's swatch. */
  static String stroke(Contestant contestant) {
    return path(Ink.of(contestant), Charts.stroke(contestant, 3));
  }

  private static String path(Ink ink, BasicStroke stroke) {
    float[] dashes = stroke.getDashArray();
    String dash = dashes == null ? "" : ";stroke-dasharray:" + dashes[0] + "," + dashes[1];
    return "<path d=\"M0,4H26\" style=\"fill:none;stroke-width:3;stroke:%s%s\"/>"
        .formatted(ink.variable(), dash);
  }
}
