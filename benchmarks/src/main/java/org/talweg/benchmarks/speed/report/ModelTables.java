package org.talweg.benchmarks.speed.report;

import java.util.ArrayList;
import java.util.List;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.jmh.Cases;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.Kind;
import org.talweg.tensor.DataType;

/**
 * Adam and the whole pipeline on models, in single precision, beside PyTorch if it was measured.
 */
final class ModelTables {
  private final Results results;

  ModelTables(Results results) {
    this.results = results;
  }

  /** Adam. */
  MarkdownTable adam() {
    MarkdownTable table =
        new MarkdownTable("model", "threads", "µs", "PyTorch fused µs", "PyTorch default µs");
    for (Case step : steps(Rule.ADAM)) {
      double time = results.nanoseconds(step);
      double fused = results.nanoseconds(step.as(Kind.TORCH_FUSED));
      double plain = results.nanoseconds(step.as(Kind.TORCH_DEFAULT));
      row(table, step, time, micros(fused), micros(plain));
    }
    return table;
  }

  /** The pipeline. */
  MarkdownTable pipeline() {
    MarkdownTable table = new MarkdownTable("model", "threads", "µs", "PyTorch µs");
    for (Case step : steps(Rule.ADAMW)) {
      double time =
          results.nanoseconds(step.as(Kind.PIPELINE))
              - results.nanoseconds(step.as(Kind.PIPELINE_REFILL));
      double torch = results.nanoseconds(step.as(Kind.TORCH_PIPELINE));
      row(table, step, time, micros(torch));
    }
    return table;
  }

  private static List<Case> steps(Rule rule) {
    List<Case> steps = new ArrayList<>();
    for (String model : Cases.MODELS) {
      Case step = Cases.step(rule, DataType.FLOAT32, model);
      steps.add(step);
      steps.add(step.on(2));
    }
    return steps;
  }

  private static void row(MarkdownTable table, Case step, double time, String... others) {
    if (!Double.isNaN(time)) {
      List<String> cells = new ArrayList<>();
      cells.add(step.model());
      cells.add(Integer.toString(step.threads()));
      cells.add(micros(time));
      cells.addAll(List.of(others));
      table.row(cells.toArray(String[]::new));
    }
  }

  private static String micros(double nanoseconds) {
    return MarkdownTable.number(nanoseconds / 1e3);
  }
}
