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
        <thead><tr><th scope="col">rank</th><th scope="col">optimizer</th><th scope="col">rate</th>%s
        <th scope="col">steps</th><th scope="col">seconds</th>%s<th scope="col" class="curve">loss</th>
        <th scope="col" class="curve">accuracy</th><th scope="col" class="wide">highest</th>
        <th scope="col" class="wide">final loss</th></tr></thead>
        <tbody>
        %s</tbody>
        </table></div>
        %s"""
            .formatted(
                ranking.tries() > 1
                    ? "<th scope=\"col\" class=\"wide curve\">rates tried</th>"
                    : "",
                ranking.tries() > 0 ? "<th scope=\"col\" class=\"wide\">reached</th>" : "",
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
            ? " <span class=\"wide\">The bars of the rates tried, the lowest rate first, are the"
                + " higher the fewer steps it took; the one raced is in colour.</span>"
            : "";
    return Stream.concat(Stream.of(curves + bars), ranking.notes().stream().map(Html::escape))
        .collect(Collectors.joining(" ", "<p class=\"sentence note\">", "</p>"));
  }

  private static String row(Ranked row, List<Ranked> rows, Ranking ranking) {
    RunResult run = row.middle();
    return String.format(
        Locale.ROOT,
        "<tr><td>%s</td><th scope=\"row\">%s</th><td>%s</td>%s<td>%s</td><td>%s</td>%s<td>%s</td>"
            + "<td>%s</td><td class=\"wide\">%.2f %%</td><td class=\"wide\">%.4f</td></tr>%n",
        number(row.rankBySteps(rows)),
        Html.escape(row.contestant().label()),
        row.contestant().rateText() + (row.isAtEdge() ? "*" : ""),
        ranking.tries() > 1 ? "<td class=\"wide\">" + RateStrip.of(row, run.steps()) + "</td>" : "",
        number(row.steps()),
        row.seconds().isPresent()
            ? String.format(
                Locale.ROOT,
                "%.2f <small>(%s)</small>",
                row.seconds().getAsDouble(),
                number(row.rankBySeconds(rows)))
            : NONE,
        ranking.tries() > 0
            ? "<td class=\"wide\">%d of %d</td>".formatted(row.reached(), row.runs().size())
            : "",
        Sparkline.losses(run),
        Sparkline.accuracies(run, row.target()),
        100 * run.highestAccuracy(),
        run.finalLoss());
  }

  private static String number(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : NONE;
  }
}
