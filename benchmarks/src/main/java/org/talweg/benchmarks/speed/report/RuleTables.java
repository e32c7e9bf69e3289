package org.talweg.benchmarks.speed.report;

import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.tensor.DataType;

/** Every rule on one tensor. */
final class RuleTables {
  static final List<String> MODELS =
      List.of("1x10", "1x1000", "1x10000", "1x100000", "1x1048576", "1x16777216");
  private static final String LARGEST = "1x16777216";

  private final Results results;

  RuleTables(Results results) {
    this.results = results;
  }

  /** Nanoseconds per element on one thread, and ratios of the largest size. */
  MarkdownTable of(DataType type) {
    String[] headings = new String[MODELS.size() + 4];
    headings[0] = "rule";
    for (int i = 0; i < MODELS.size(); i++) {
      headings[i + 1] = elements(MODELS.get(i));
    }
    headings[MODELS.size() + 1] = "over roof";
    headings[MODELS.size() + 2] = "2 threads gain";
    headings[MODELS.size() + 3] = "roof's gain";
    MarkdownTable table = new MarkdownTable(headings);
    for (Rule rule : Rule.values()) {
      String[] cells = new String[headings.length];
      cells[0] = rule.label();
      for (int i = 0; i < MODELS.size(); i++) {
        String model = MODELS.get(i);
        double step = step(rule, type, model, 1);
        cells[i + 1] = MarkdownTable.number(step / Model.named(model).size());
      }
      double step = step(rule, type, LARGEST, 1);
      double roof = roof(rule, type, LARGEST, 1);
      cells[MODELS.size() + 1] = MarkdownTable.ratio(step / roof);
      cells[MODELS.size() + 2] = MarkdownTable.ratio(step / step(rule, type, LARGEST, 2));
      cells[MODELS.size() + 3] = MarkdownTable.ratio(roof / roof(rule, type, LARGEST, 2));
      table.row(cells);
    }
    return table;
  }

  /** Steps on dead gradients over steps on live ones, at 10,000 elements. */
  MarkdownTable dead() {
    MarkdownTable table = new MarkdownTable("rule", "float32", "float64");
    for (Rule rule : Rule.values()) {
      table.row(
          rule.label(),
          MarkdownTable.ratio(dead(rule, DataType.FLOAT32)),
          MarkdownTable.ratio(dead(rule, DataType.FLOAT64)));
    }
    return table;
  }

  private double dead(Rule rule, DataType type) {
    return deadTime(rule, type, "true") / deadTime(rule, type, "false");
  }

  private double deadTime(Rule rule, DataType type, String dead) {
    return results.nanoseconds(
        "DeadGradientBenchmark.step", "rule", rule.label(), "type", type.name(), "dead", dead);
  }

  /** The time of a step. */
  double step(Rule rule, DataType type, String model, int threads) {
    return results.nanoseconds(
        (threads == 1 ? "OptimizerBenchmark" : "TwoThreadsBenchmark") + ".step",
        "rule",
        rule.label(),
        "type",
        type.name(),
        "model",
        model);
  }

  /** The time of the roof above it. */
  double roof(Rule rule, DataType type, String model, int threads) {
    return results.nanoseconds(
        "RoofBenchmark.pass",
        "arrays",
        Integer.toString(rule.writtenArrays()),
        "type",
        type.name(),
        "model",
        model,
        "threads",
        Integer.toString(threads));
  }

  /** The number of elements, to be read. */
  static String elements(String model) {
    return String.format(Locale.ROOT, "%,d", Model.named(model).size());
  }
}
