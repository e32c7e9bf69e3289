package org.talweg.benchmarks.speed.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.jmh.Cases;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.tensor.DataType;

/** Every rule on one tensor. */
final class RuleTables {
  private final Results results;

  RuleTables(Results results) {
    this.results = results;
  }

  /** Nanoseconds per element on one thread, and for the largest size on two. */
  MarkdownTable of(DataType type) {
    List<String> headings = new ArrayList<>(List.of("rule"));
    Cases.SIZES.forEach(model -> headings.add(elements(model)));
    headings.add("2 threads");
    MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
    for (Rule rule : Rule.values()) {
      List<String> cells = new ArrayList<>(List.of(rule.label()));
      for (String model : Cases.SIZES) {
        cells.add(perElement(Cases.step(rule, type, model)));
      }
      cells.add(perElement(Cases.step(rule, type, Cases.LARGEST).on(2)));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private String perElement(Case step) {
    return MarkdownTable.number(results.nanoseconds(step) / Model.named(step.model()).size());
  }

  /** The number of elements, to be read. */
  static String elements(String model) {
    return String.format(Locale.ROOT, "%,d", Model.named(model).size());
  }
}
