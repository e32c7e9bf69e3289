package org.talweg.benchmarks.speed.report;

import java.util.Locale;

/** A table in Markdown: the first column is text, the others are numbers. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(String... headings) {
    row(headings);
    text.append("|---|").append("---:|".repeat(headings.length - 1)).append('\n');
  }

  /** Adds a line. */
  void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
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
    return text.toString();
  }
}
