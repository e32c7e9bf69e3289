package org.talweg.benchmarks.speed.report;

import java.util.List;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.tensor.DataType;

/** Adam and the whole pipeline on models, beside PyTorch where it was measured. */
final class ModelTables {
  private static final List<String> MODELS =
      List.of(
          "1x10",
          "1x1000",
          "1x10000",
          "1x100000",
          "1x1048576",
          "1x16777216",
          "1000x10",
          "100x1000",
          "lenet5",
          "resnet50",
          "gpt2");

  private final Results results;
  private final RuleTables rules;

  ModelTables(Results results) {
    this.results = results;
    rules = new RuleTables(results);
  }

  /** Adam in single precision. */
  MarkdownTable adam() {
    MarkdownTable table =
        new MarkdownTable(
            "model", "threads", "µs", "PyTorch fused µs", "ratio", "default µs", "ratio");
    for (String model : MODELS) {
      for (int threads = 1; threads <= 2; threads++) {
        double step = adam(model, threads);
        double fused = results.pytorch("torch-fused/adam/float32/" + model + "/" + threads);
        double plain = results.pytorch("torch-default/adam/float32/" + model + "/" + threads);
        row(table, model, threads, step, fused, plain);
      }
    }
    return table;
  }

  /** The pipeline in single precision. */
  MarkdownTable pipeline() {
    MarkdownTable table =
        new MarkdownTable("model", "threads", "µs", "over roof", "PyTorch µs", "ratio");
    for (String model : MODELS) {
      for (int threads = 1; threads <= 2; threads++) {
        double step = pipeline(model, threads);
        double roof = large("roof", model, threads);
        double torch = results.pytorch("torch-pipeline/adamw/float32/" + model + "/" + threads);
        if (!Double.isNaN(step)) {
          table.row(
              model,
              Integer.toString(threads),
              MarkdownTable.number(step / 1e3),
              MarkdownTable.ratio(step / roof),
              MarkdownTable.number(torch / 1e3),
              MarkdownTable.ratio(step / torch));
        }
      }
    }
    return table;
  }

  private static void row(
      MarkdownTable table, String model, int threads, double step, double fused, double plain) {
    if (!Double.isNaN(step)) {
      table.row(
          model,
          Integer.toString(threads),
          MarkdownTable.number(step / 1e3),
          MarkdownTable.number(fused / 1e3),
          MarkdownTable.ratio(step / fused),
          MarkdownTable.number(plain / 1e3),
          MarkdownTable.ratio(step / plain));
    }
  }

  private double adam(String model, int threads) {
    String count = Integer.toString(threads);
    if (model.equals("gpt2")) {
      return results.nanoseconds("Gpt2Benchmark.adam", "threads", count);
    }
    return RuleTables.MODELS.contains(model)
        ? rules.step(Rule.ADAM, DataType.FLOAT32, model, threads)
        : results.nanoseconds(
            "ModelBenchmark.step", "type", "FLOAT32", "model", model, "threads", count);
  }

  private double pipeline(String model, int threads) {
    if (model.equals("gpt2")) {
      return results.nanoseconds("Gpt2Benchmark.pipeline", "threads", Integer.toString(threads));
    }
    double step = large("step", model, threads);
    return Double.isNaN(step)
        ? small("refillAndStep", model, threads) - small("refill", model, threads)
        : step;
  }

  private double large(String method, String model, int threads) {
    return pipeline("LargePipelineBenchmark." + method, model, threads);
  }

  private double small(String method, String model, int threads) {
    return pipeline("SmallPipelineBenchmark." + method, model, threads);
  }

  private double pipeline(String benchmark, String model, int threads) {
    String count = Integer.toString(threads);
    return results.nanoseconds(benchmark, "type", "FLOAT32", "model", model, "threads", count);
  }
}
