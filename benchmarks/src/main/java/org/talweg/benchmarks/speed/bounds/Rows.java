package org.talweg.benchmarks.speed.bounds;

import java.util.ArrayList;
import java.util.List;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.Case.Kind;
import org.talweg.tensor.DataType;

/** The table of bounds. */
final class Rows {
  private static final String LARGE = "1x16777216";

  private Rows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rulesAgainstRoof(rows);
    rows.add(
        Row.atMost(
            "hand-written loop",
            1.10,
            of(Kind.STEP_ANEW, "1x10000", 1),
            of(Kind.HAND_WRITTEN, "1x10000", 1)));
    adamAgainstPyTorch(rows);
    pipeline(rows);
    threads(rows);
    deadGradients(rows);
    allocation(rows);
    return rows;
  }

  private static void rulesAgainstRoof(List<Row> rows) {
    for (DataType type : DataType.values()) {
      for (Rule rule : Rule.values()) {
        Case step = new Case(Kind.STEP, rule, type, LARGE, 1);
        rows.add(Row.atMost("roof", 1.10, step, step.as(Kind.ROOF)));
      }
    }
  }

  private static void adamAgainstPyTorch(List<Row> rows) {
    for (String model : List.of("1x10", "1x1000", "1000x10")) {
      Case step = of(Kind.STEP, model, 1);
      rows.add(Row.atMost("PyTorch fused", 0.01, step, step.as(Kind.TORCH_FUSED)));
      rows.add(Row.atMost("PyTorch default", 0.01, step, step.as(Kind.TORCH_DEFAULT)));
    }
    for (int threads : new int[] {1, 2}) {
      Case step = of(Kind.STEP, LARGE, threads);
      rows.add(Row.atMost("PyTorch fused", 1.0, step, step.as(Kind.TORCH_FUSED)));
      rows.add(Row.atMost("PyTorch default", 1.0, step, step.as(Kind.TORCH_DEFAULT)));
    }
  }

  /** By bytes moved the ratio to PyTorch would be 44 to 60; the roof shows what memory allows. */
  private static void pipeline(List<Row> rows) {
    for (int threads : new int[] {1, 2}) {
      for (String model : List.of(LARGE, "resnet50", "100x1000")) {
        double bound = model.equals("100x1000") ? 0.05 : threads == 1 ? 0.65 : 0.80;
        Case step = new Case(Kind.PIPELINE, Rule.ADAMW, DataType.FLOAT32, model, threads);
        rows.add(Row.atMost("PyTorch pipeline", bound, step, step.as(Kind.TORCH_PIPELINE)));
        rows.add(Row.comparison("roof", step, step.as(Kind.PIPELINE_ROOF)));
      }
    }
  }

  /**
   * In cache a second core has as much to give; at the largest size no more than the roof gains.
   */
  private static void threads(List<Row> rows) {
    for (String model : List.of("1x40000", "1x100000")) {
      Case two = of(Kind.STEP, model, 2);
      rows.add(Row.atLeast("2 threads", 1.8, two.on(1), two));
      rows.add(Row.comparison("2 threads", two.on(1).as(Kind.ROOF), two.as(Kind.ROOF)));
    }
    Case two = of(Kind.STEP, LARGE, 2);
    rows.add(Row.atMost("roof", 1.10, two, two.as(Kind.ROOF)));
    rows.add(Row.comparison("2 threads", two.on(1), two));
    rows.add(Row.comparison("2 threads", two.on(1).as(Kind.ROOF), two.as(Kind.ROOF)));
  }

  private static void deadGradients(List<Row> rows) {
    for (DataType type : DataType.values()) {
      for (Rule rule : Rule.values()) {
        Case step = new Case(Kind.STEP_ANEW, rule, type, "1x10000", 1);
        rows.add(Row.atMost("dead gradients", 1.15, step.as(Kind.DEAD), step));
      }
    }
  }

  private static void allocation(List<Row> rows) {
    for (DataType type : DataType.values()) {
      for (Rule rule : Rule.values()) {
        rows.add(Row.noAllocation(new Case(Kind.ALLOCATION, rule, type, "100x1000", 1)));
      }
      rows.add(
          Row.noAllocation(new Case(Kind.PIPELINE_ALLOCATION, Rule.ADAMW, type, "100x1000", 1)));
    }
  }

  private static Case of(Kind kind, String model, int threads) {
    return new Case(kind, Rule.ADAM, DataType.FLOAT32, model, threads);
  }
}
