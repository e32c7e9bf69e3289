package org.talweg.benchmarks.speed.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.talweg.benchmarks.speed.bounds.Finding;

/**
 * The table of bounds, from the JSON file of the bounds command. What is measured for every rule
 * has one line, with the median rule and the range, and one more for each rule that missed.
 */
final class BoundsTable {
  /** So many rows that differ in nothing but the rule share a line. */
  private static final int ALIKE = 3;

  private final MarkdownTable table =
      new MarkdownTable("case", "against", "µs", "other µs", "ratio", "range", "bound", "");

  private BoundsTable() {}

  static MarkdownTable of(Path file) throws IOException {
    List<Finding> findings =
        new ObjectMapper().readValue(file.toFile(), new TypeReference<List<Finding>>() {});
    Map<String, List<Finding>> alike =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    finding -> everyRule(finding) + " " + finding.title() + bound(finding),
                    LinkedHashMap::new,
                    Collectors.toList()));
    BoundsTable bounds = new BoundsTable();
    for (List<Finding> rows : alike.values()) {
      if (rows.size() < ALIKE) {
        rows.forEach(bounds::row);
      } else {
        bounds.summary(rows);
        rows.stream().filter(finding -> !finding.holds()).forEach(bounds::row);
      }
    }
    return bounds.table;
  }

  private void row(Finding finding) {
    boolean amount = finding.subject().equals(finding.against());
    table.row(
        finding.subject(),
        finding.title(),
        amount ? "" : MarkdownTable.number(finding.subjectNanoseconds() / 1e3),
        amount ? "" : MarkdownTable.number(finding.againstNanoseconds() / 1e3),
        amount ? MarkdownTable.number(finding.ratio()) : MarkdownTable.ratio(finding.ratio()),
        amount || finding.tries() == 1 ? "" : range(finding.least(), finding.most()),
        bound(finding),
        !finding.isBounded() ? "" : finding.holds() ? "kept" : "**missed**");
  }

  private void summary(List<Finding> rows) {
    double[] ratios = rows.stream().mapToDouble(Finding::ratio).sorted().toArray();
    long missed = rows.stream().filter(finding -> !finding.holds()).count();
    table.row(
        everyRule(rows.get(0)) + ", " + rows.size() + " rules",
        rows.get(0).title(),
        "",
        "",
        MarkdownTable.ratio(ratios[ratios.length / 2]),
        range(ratios[0], ratios[ratios.length - 1]),
        bound(rows.get(0)),
        missed == 0 ? "kept" : "**" + missed + " missed**");
  }

  /** The case with the second of its parts, the rule, left open. */
  private static String everyRule(Finding finding) {
    return finding.subject().replaceFirst("/[^/]+", "/…");
  }

  private static String range(double least, double most) {
    return MarkdownTable.ratio(least) + " to " + MarkdownTable.ratio(most);
  }

  private static String bound(Finding finding) {
    return finding.isBounded()
        ? (finding.floor() ? "≥ " : "≤ ") + MarkdownTable.ratio(finding.bound())
        : "";
  }
}
