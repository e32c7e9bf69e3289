// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.List;
import java.util.Locale;

/** The results as a table, for the terminal. */
final class ResultTable {
  private ResultTable() {}

  static String text(List<RunResult> results) {
    StringBuilder text = new StringBuilder();
    String line = "%-10s %-" + width(results) + "s %12s %10s %10s %14s%n";
    text.append(
        String.format(
            Locale.ROOT,
            line,
            "optimizer",
            "initializer",
            "final loss",
            "accuracy",
            "ms/step",
            "optimizer µs"));
    for (RunResult result : results) {
      text.append(
          String.format(
              Locale.ROOT,
              line,
              result.contestant().id(),
              result.start().id(),
              format("%.8f", result.finalLoss()),
              format("%.4f", result.finalAccuracy()),
              format("%.3f", result.millisecondsPerStep()),
              format("%.1f", result.optimizerMicrosecondsPerStep())));
    }
    return text.toString();
  }

  private static int width(List<RunResult> results) {
    return results.stream().mapToInt(result -> result.start().id().length()).max().orElse(0) + 8;
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
