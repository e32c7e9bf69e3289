package org.talweg.benchmarks.speed.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.jmh.Cases;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.Kind;
import org.talweg.tensor.DataType;

/** Every rule on one tensor. */
final class RuleTables {
  private final Results results;

  RuleTables(Results results) {
    this.results = results;
  }

  /** Nanoseconds per element on one thread, and ratios of the largest size. */
  MarkdownTable of(DataType type) {
    List<String> headings = new ArrayList<>(List.of("rule"));
    Cases.SIZES.forEach(model -> headings.add(elements(model)));
    headings.addAll(List.of("over roof", "2 threads gain", "roof's gain"));
    MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
    for (Rule rule : Rule.values()) {
      List<String> cells = new ArrayList<>(List.of(rule.label()));
      for (String model : Cases.SIZES) {
        double step = results.nanoseconds(Cases.step(rule, type, model));
        cells.add(MarkdownTable.number(step / Model.named(model).size()));
      }
      Case step = Cases.step(rule, type, Cases.LARGEST);
      cells.add(MarkdownTable.ratio(results.nanoseconds(step) / roof(step)));
      cells.add(MarkdownTable.ratio(results.nanoseconds(step) / results.nanoseconds(step.on(2))));
      cells.add(MarkdownTable.ratio(roof(step) / roof(step.on(2))));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  /** Steps on dead gradients over steps on live ones, at 10,000 elements. */
  MarkdownTable dead() {
    MarkdownTable table = new MarkdownTable("rule", "float32", "float64");
    for (Rule rule : Rule.values()) {
      table.row(rule.label(), dead(rule, DataType.FLOAT32), dead(rule, DataType.FLOAT64));
    }
    return table;
  }

  private String dead(Rule rule, DataType type) {
    Case live = Cases.step(rule, type, "1x10000");
    return MarkdownTable.ratio(results.nanoseconds(live.as(Kind.DEAD)) / results.nanoseconds(live));
  }

  /** The time of the roof above a step. */
  double roof(Case step) {
    Case same = Cases.step(step.rule().underTheSameRoof(), step.type(), step.model());
    return results.nanoseconds(same.on(step.threads()).as(Kind.ROOF));
  }

  /** The number of elements, to be read. */
  static String elements(String model) {
    return String.format(Locale.ROOT, "%,d", Model.named(model).size());
  }
}
