package org.talweg.benchmarks.speed.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.talweg.benchmarks.speed.bounds.Outcome;

/** The table of bounds, from the JSON file of the bounds command. */
final class BoundsTable {
  private BoundsTable() {}

  static MarkdownTable of(Path file) throws IOException {
    List<Outcome> outcomes =
        new ObjectMapper().readValue(file.toFile(), new TypeReference<List<Outcome>>() {});
    MarkdownTable table =
        new MarkdownTable("case", "against", "µs", "other µs", "ratio", "processes", "bound", "");
    for (Outcome outcome : outcomes) {
      boolean amount = outcome.subject().equals(outcome.against());
      table.row(
          outcome.subject(),
          outcome.title(),
          amount ? "" : MarkdownTable.number(outcome.subjectNanoseconds() / 1e3),
          amount ? "" : MarkdownTable.number(outcome.againstNanoseconds() / 1e3),
          amount ? MarkdownTable.number(outcome.ratio()) : MarkdownTable.ratio(outcome.ratio()),
          amount
              ? ""
              : MarkdownTable.ratio(outcome.least()) + " to " + MarkdownTable.ratio(outcome.most()),
          outcome.isBounded()
              ? (outcome.floor() ? "≥ " : "≤ ") + MarkdownTable.ratio(outcome.bound())
              : "",
          !outcome.isBounded() ? "" : outcome.holds() ? "kept" : "**missed**");
    }
    return table;
  }
}
