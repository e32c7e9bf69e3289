// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.digest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.benchmarks.speed.Arrangement;
import org.talweg.benchmarks.speed.Labels;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.Workload;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Shape;

/**
 * One digest for each rule and type, and for the whole pipeline in every arrangement of its
 * parameters. Each covers 1,000 steps over small parameters of odd sizes, and a few steps over ones
 * large enough that threads share them; few, so that the interpreter too is done within a minute.
 */
public final class Digests {
  private static final Model SMALL =
      new Model("small", List.of(Shape.of(1), Shape.of(7), Shape.of(193), Shape.of(15, 17)));
  private static final Model LARGE =
      new Model("large", List.of(Shape.of(25_601), Shape.of(67, 107)));
  private static final int SMALL_STEPS = 1_000;
  private static final int LARGE_STEPS = 36;

  private Digests() {}

  /**
   * All digests, by {@code rule type}, or {@code pipeline/arrangement type}. Those of the pipeline
   * are the same for all arrangements.
   *
   * @param threads the number of threads
   * @param chunk the chunk size, or 0 for the trainer's own
   */
  public static Map<String, String> all(int threads, int chunk) {
    Map<String, Workload> workloads = new LinkedHashMap<>();
    for (Rule rule : Rule.values()) {
      for (DataType type : DataType.values()) {
        workloads.put(rule.label() + " " + Labels.of(type), Workload.rule(rule, type, SMALL));
      }
    }
    for (Arrangement arrangement : Arrangement.values()) {
      String name = arrangement == Arrangement.ARRAYS ? "" : "/" + Labels.of(arrangement);
      for (DataType type : DataType.values()) {
        workloads.put(
            "pipeline" + name + " " + Labels.of(type),
            Workload.pipeline(type, SMALL).arranged(arrangement));
      }
    }
    Map<String, String> digests = new LinkedHashMap<>();
    workloads.forEach(
        (name, workload) ->
            digests.put(name, of(workload.on(threads).inChunksOf(chunk), SMALL_STEPS)));
    return digests;
  }

  /** The digest of the pipeline: clipping, AdamW, an average of the weights, zeroed gradients. */
  public static String pipeline(DataType type, int threads, int steps) {
    return of(Workload.pipeline(type, SMALL).on(threads), steps);
  }

  static String of(Workload workload, int steps) {
    BitDigest digest = new BitDigest();
    Training small = new Training(workload.over(SMALL));
    small.run(steps);
    small.digestInto(digest);
    Training large = new Training(workload.over(LARGE));
    large.run(Math.min(steps, LARGE_STEPS));
    large.digestInto(digest);
    return digest.finish();
  }
}
