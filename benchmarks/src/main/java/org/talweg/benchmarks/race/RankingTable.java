// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** A ranking as a table with small curves, for the terminal. */
final class RankingTable {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int BARS_OF_A_CURVE = 16;
  private static final double HIGHEST = 4;
  private static final double LOWEST = 0.01;

  private RankingTable() {}

  /** A table of some rows, the best first. */
  static String text(List<Ranked> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        line("rank", "optimizer", "rate", "steps", "seconds", "", "highest", "final loss", "loss"));
    rows.forEach(row -> text.append(line(row, rows)));
    return text.toString();
  }

  private static String line(Ranked row, List<Ranked> rows) {
    RunResult run = row.middle();
    return line(
        number("%d", row.rankBySteps(rows)),
        row.contestant().id(),
        row.contestant().rateText() + (row.isAtEdge() ? "*" : ""),
        number("%d", row.steps()),
        row.seconds().isPresent() ? format("%.2f", row.seconds().getAsDouble()) : "-",
        number("(%d)", row.rankBySeconds(rows)),
        format("%.4f", run.highestAccuracy()),
        format("%.6f", run.finalLoss()),
        curve(run.losses()));
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%4s  %-10s %9s %7s %8s %4s %8s %11s  %s%n", cells);
  }

  /** The loss over the steps on a logarithmic scale; what is not a number is drawn on top. */
  private static String curve(double[] losses) {
    StringBuilder curve = new StringBuilder();
    for (int i = 0; i < BARS_OF_A_CURVE; i++) {
      int from = i * losses.length / BARS_OF_A_CURVE;
      int to = Math.max(from + 1, (i + 1) * losses.length / BARS_OF_A_CURVE);
      double mean = Arrays.stream(losses, from, to).average().orElse(HIGHEST);
      double height = Math.log(Math.max(mean, LOWEST) / LOWEST) / Math.log(HIGHEST / LOWEST);
      int bar = height < 1 ? (int) (height * BARS.length()) : BARS.length() - 1;
      curve.append(BARS.charAt(bar));
    }
    return curve.toString();
  }

  private static String number(String pattern, OptionalInt value) {
    return value.isPresent() ? String.format(Locale.ROOT, pattern, value.getAsInt()) : "-";
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
