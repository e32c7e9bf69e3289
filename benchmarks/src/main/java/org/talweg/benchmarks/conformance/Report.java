// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.golden.Agreement;
import org.talweg.golden.Row;
import org.talweg.golden.Verdict;

/** Prints rows as a table, file by file, and counts the verdicts. */
final class Report {
  private static final List<String> HEADER =
      List.of("case", "options", "type", "relative", "ulps", "of allowed", "verdict");

  private Report() {}

  static void print(Map<String, List<Row>> files, PrintWriter out) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEADER);
    files.values().stream().flatMap(Collection::stream).forEach(row -> cells.add(cells(row)));
    String format = format(cells);
    out.println(line(format, HEADER));
    files.forEach(
        (file, rows) -> {
          out.println(file);
          rows.forEach(row -> out.println(line(format, cells(row))));
        });
    out.println(summary(files));
  }

  private static String summary(Map<String, List<Row>> files) {
    List<Row> rows = files.values().stream().flatMap(Collection::stream).toList();
    StringBuilder summary = new StringBuilder(rows.size() + " rows");
    for (Verdict verdict : Verdict.values()) {
      long count = rows.stream().filter(row -> row.verdict() == verdict).count();
      summary.append(", ").append(count).append(' ').append(verdict);
    }
    return summary.toString();
  }

  private static List<String> cells(Row row) {
    Agreement agreement = row.agreement();
    return List.of(
        "  " + row.subject(),
        row.options(),
        row.type(),
        agreement == null || row.type().equals("float32")
            ? ""
            : String.format(Locale.ROOT, "%.1e", agreement.relative()),
        agreement == null ? "" : String.format(Locale.ROOT, "%.1f", agreement.ulps()),
        agreement == null ? "" : String.format(Locale.ROOT, "%.3f", agreement.share()),
        row.conclusion());
  }

  // Text to the left, figures to the right; the verdict, last, is as long as it likes.
  private static String format(List<List<String>> cells) {
    StringBuilder format = new StringBuilder();
    for (int column = 0; column < HEADER.size() - 1; column++) {
      int at = column;
      int width = cells.stream().mapToInt(row -> row.get(at).length()).max().orElseThrow();
      format.append(column < 3 ? "%-" : "%").append(width).append("s  ");
    }
    return format.append("%s").toString();
  }

  private static String line(String format, List<String> cells) {
    return String.format(Locale.ROOT, format, cells.toArray());
  }
}
