package org.talweg.benchmarks.speed.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.talweg.benchmarks.speed.bounds.Finding;

/** The table of bounds, from the JSON file of the bounds command. */
final class BoundsTable {
  private BoundsTable() {}

  static MarkdownTable of(Path file) throws IOException {
    List<Finding> findings =
        new ObjectMapper().readValue(file.toFile(), new TypeReference<List<Finding>>() {});
    MarkdownTable table =
        new MarkdownTable("case", "against", "µs", "other µs", "ratio", "processes", "bound", "");
    for (Finding finding : findings) {
      boolean amount = finding.subject().equals(finding.against());
      table.row(
          finding.subject(),
          finding.title(),
          amount ? "" : MarkdownTable.number(finding.subjectNanoseconds() / 1e3),
          amount ? "" : MarkdownTable.number(finding.againstNanoseconds() / 1e3),
          amount ? MarkdownTable.number(finding.ratio()) : MarkdownTable.ratio(finding.ratio()),
          amount
              ? ""
              : MarkdownTable.ratio(finding.least()) + " to " + MarkdownTable.ratio(finding.most()),
          finding.isBounded()
              ? (finding.floor() ? "≥ " : "≤ ") + MarkdownTable.ratio(finding.bound())
              : "",
          !finding.isBounded() ? "" : finding.holds() ? "kept" : "**missed**");
    }
    return table;
  }
}
