package org.talweg.benchmarks.speed.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A table in Markdown: the first column is text, the others are numbers. What was not measured is
 * not shown: a row that holds no number is left out, and so is a column.
 */
final class MarkdownTable {
  private final List<String[]> rows = new ArrayList<>();

  MarkdownTable(String... headings) {
    rows.add(headings);
  }

  /** Adds a line, if it says anything beside its name. */
  void row(String... cells) {
    if (Arrays.stream(cells).skip(1).anyMatch(cell -> !cell.isEmpty())) {
      rows.add(cells);
    }
  }

  /** Whether it holds nothing but headings. */
  boolean isEmpty() {
    return rows.size() == 1;
  }

  /** A number with three digits that count; nothing if it was not measured. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A ratio with two decimals, or more where it is small. */
  static String ratio(double value) {
    return Double.isNaN(value)
        ? ""
        : String.format(Locale.ROOT, value >= 0.095 ? "%.2f" : "%.4f", value);
  }

  @Override
  public String toString() {
    int[] shown =
        IntStream.range(0, rows.get(0).length)
            .filter(column -> rows.stream().skip(1).anyMatch(row -> !row[column].isEmpty()))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      line(text, Arrays.stream(shown).mapToObj(column -> row[column]).toList());
      if (row == rows.get(0)) {
        text.append("|---|").append("---:|".repeat(shown.length - 1)).append('\n');
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
