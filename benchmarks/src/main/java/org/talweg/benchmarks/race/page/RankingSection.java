package org.talweg.benchmarks.race.page;

import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.race.Ranked;
import org.talweg.benchmarks.race.Ranking;
import org.talweg.benchmarks.race.RunResult;
import org.talweg.benchmarks.race.Start;

/** A ranking as a table with small curves. */
final class RankingSection {
  private RankingSection() {}

  static String of(Ranking ranking, Start start) {
    StringBuilder rows = new StringBuilder();
    List<Ranked> ranked = ranking.of(start);
    for (int i = 0; i < ranked.size(); i++) {
      rows.append(row(i + 1, ranked.get(i), ranking));
    }
    return Section.of(
        "ranking-" + start.id(),
        "Steps to an accuracy of %s, started with %s".formatted(ranking.target(), start.label()),
        String.format(
            Locale.ROOT,
            "%s Curves run over all steps: the loss from 4 down to 0.01 (logarithmic), the accuracy"
                + " from %.2f to 1 with a dot where it reached the target.%s",
            ranking.protocol(),
            Sparkline.lowestAccuracy(ranking.target()),
            ranking.tries() > 1
                ? " The bars of the rates tried, the lowest rate first, are the higher the fewer"
                    + " steps it took; the one raced is in colour."
                : ""),
        """
        <div class="scroll"><table class="ranking">
        <thead><tr><th scope="col">rank</th><th scope="col">optimizer</th><th scope="col">rate</th>%s
        <th scope="col">steps</th><th scope="col">seconds</th>%s<th scope="col" class="curve">loss</th>
        <th scope="col" class="curve">accuracy</th><th scope="col" class="wide">at the end</th>
        <th scope="col" class="wide">final loss</th></tr></thead>
        <tbody>
        %s</tbody>
        </table></div>"""
            .formatted(
                ranking.tries() > 1
                    ? "<th scope=\"col\" class=\"wide curve\">rates tried</th>"
                    : "",
                ranking.tries() > 0 ? "<th scope=\"col\" class=\"wide\">reached</th>" : "",
                rows));
  }

  private static String row(int rank, Ranked row, Ranking ranking) {
    RunResult run = row.middle();
    return String.format(
        Locale.ROOT,
        "<tr><td>%d</td><th scope=\"row\">%s</th><td>%s</td>%s<td>%s</td><td>%s</td>%s<td>%s</td>"
            + "<td>%s</td><td class=\"wide\">%.2f %%</td><td class=\"wide\">%.4f</td></tr>%n",
        rank,
        Html.escape(row.contestant().label()),
        row.contestant().rateText() + (row.isAtEdge() ? "*" : ""),
        ranking.tries() > 1 ? "<td class=\"wide\">" + RateStrip.of(row, run.steps()) + "</td>" : "",
        row.steps().isPresent() ? row.steps().getAsInt() : "–",
        run.secondsTo(row.target()).stream()
            .mapToObj(seconds -> String.format(Locale.ROOT, "%.2f", seconds))
            .findFirst()
            .orElse("–"),
        ranking.tries() > 0
            ? "<td class=\"wide\">%d of %d</td>".formatted(row.reached(), row.runs().size())
            : "",
        Sparkline.losses(run),
        Sparkline.accuracies(run, row.target()),
        100 * run.finalAccuracy(),
        run.finalLoss());
  }
}
