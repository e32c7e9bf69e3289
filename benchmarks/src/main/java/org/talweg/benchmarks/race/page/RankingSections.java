// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.talweg.benchmarks.race.Ranked;
import org.talweg.benchmarks.race.Ranking;
import org.talweg.benchmarks.race.RunResult;
import org.talweg.benchmarks.race.Start;

/** A ranking as tables with small curves, one for each initializer. */
final class RankingSections {
  private static final String NONE = "–";

  private RankingSections() {}

  static List<String> of(Ranking ranking) {
    List<Start> starts = ranking.settings().starts();
    return starts.stream()
        .map(start -> section(ranking, start, start.equals(starts.get(0))))
        .toList();
  }

  /** The first section says what holds for all. */
  private static String section(Ranking ranking, Start start, boolean first) {
    List<Ranked> ranked = ranking.of(start);
    String rows =
        ranked.stream().map(row -> row(row, ranked, ranking)).collect(Collectors.joining());
    return Section.of(
        "ranking-" + start.id(),
        "Steps to an accuracy of %s, started with %s".formatted(ranking.target(), start.label()),
        first ? ranking.protocol() : "",
        """
        <div class="scroll"><table class="ranking">
        <thead><tr><th scope="col" class="rank">rank</th><th scope="col">optimizer</th>
        <th scope="col" class="rate">rate</th>%s<th scope="col" class="steps">steps</th>
        <th scope="col" class="seconds">seconds</th>%s<th scope="col" class="curve">loss</th>
        <th scope="col" class="curve">accuracy</th><th scope="col" class="more">highest</th>
        <th scope="col" class="more">final loss</th></tr></thead>
        <tbody>
        %s</tbody>
        </table></div>
        %s"""
            .formatted(
                ranking.tries() > 1 ? "<th scope=\"col\" class=\"more left\">rates tried</th>" : "",
                ranking.tries() > 0 ? "<th scope=\"col\" class=\"more\">reached</th>" : "",
                rows,
                first ? notes(ranking) : ""));
  }

  /** How to read the curves, and what is to be said of some optimizers. */
  private static String notes(Ranking ranking) {
    String curves =
        String.format(
            Locale.ROOT,
            "Curves run over all steps: the loss from 4 down to 0.01 (logarithmic), the accuracy"
                + " from %.2f to 1 with a dot where it reached the target.",
            Sparkline.lowestAccuracy(ranking.target()));
    String bars =
        ranking.tries() > 1
            ? " The bars of the rates tried, the lowest rate first, are the higher the fewer steps it"
                + " took; the one raced is in colour."
            : "";
    return Stream.concat(Stream.of(curves + bars), ranking.notes().stream().map(Html::escape))
        .collect(Collectors.joining(" ", "<p class=\"sentence note\">", "</p>"));
  }

  private static String row(Ranked row, List<Ranked> rows, Ranking ranking) {
    RunResult run = row.middle();
    return String.format(
        Locale.ROOT,
        "<tr><td class=\"rank\">%s</td><th scope=\"row\">%s</th><td class=\"rate\">%s</td>%s"
            + "<td class=\"steps\">%s</td><td class=\"seconds\">%s</td>%s<td class=\"curve\">%s</td>"
            + "<td class=\"curve\">%s</td>%s%s</tr>%n",
        number(row.rankBySteps(rows)),
        Html.escape(row.contestant().label()),
        row.contestant().rateText() + (row.isAtEdge() ? "*" : ""),
        ranking.tries() > 1 ? more(RateStrip.of(row, run.steps())) : "",
        number(row.steps()),
        row.seconds().isPresent()
            ? String.format(
                Locale.ROOT,
                "%.2f <small>(%s)</small>",
                row.seconds().getAsDouble(),
                number(row.rankBySeconds(rows)))
            : NONE,
        ranking.tries() > 0 ? more("%d of %d".formatted(row.reached(), row.runs().size())) : "",
        Sparkline.losses(run),
        Sparkline.accuracies(run, row.target()),
        more(String.format(Locale.ROOT, "%.2f %%", 100 * run.highestAccuracy())),
        more(String.format(Locale.ROOT, "%.4f", run.finalLoss())));
  }

  /** A cell that stands in a second line where the page is narrow. */
  private static String more(String content) {
    return "<td class=\"more\">%s</td>".formatted(content);
  }

  private static String number(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : NONE;
  }
}
