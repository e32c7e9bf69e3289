// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.talweg.benchmarks.race.Ranked;
import org.talweg.benchmarks.race.RunResult;

/**
 * The tries over rates as bars, the lowest rate first: the higher a bar, the fewer steps to the
 * target; a dot where it was not reached.
 */
final class RateStrip {
  private static final int BAR = 9;
  private static final int HEIGHT = 24;

  private RateStrip() {}

  static String of(Ranked row, int steps) {
    List<RunResult> tries =
        row.tries().stream()
            .sorted(Comparator.comparingDouble((RunResult run) -> run.contestant().rate()))
            .toList();
    StringBuilder bars = new StringBuilder();
    for (int i = 0; i < tries.size(); i++) {
      RunResult run = tries.get(i);
      OptionalInt reached = run.stepsTo(row.target());
      double height =
          2 + (reached.isEmpty() ? 0 : (1.0 - (double) reached.getAsInt() / steps) * 20);
      String what =
          reached.isEmpty()
              ? "rate %s: not reached".formatted(run.contestant().rateText())
              : "rate %s: %d steps".formatted(run.contestant().rateText(), reached.getAsInt());
      bars.append(
          String.format(
              Locale.ROOT,
              "<rect%s x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"><title>%s</title></rect>",
              run.contestant().rate() == row.contestant().rate() ? " class=\"best\"" : "",
              i * BAR,
              HEIGHT - 1 - height,
              BAR - 2,
              height,
              what));
    }
    int width = tries.size() * BAR;
    return ("<svg class=\"spark rates\" style=\"width:%.2frem\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " aria-label=\"rates tried\">%s</svg>")
        .formatted(width / 16.0, width, HEIGHT, bars);
  }
}
