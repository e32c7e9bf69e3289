package org.talweg.benchmarks.speed.digest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.talweg.benchmarks.speed.Labels;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.tensor.DataType;

/**
 * One digest for each rule and type, and for the whole pipeline. Each covers 1,000 steps over small
 * parameters of odd sizes, and a few steps over one large enough that threads share it; few, so
 * that the interpreter too is done within a minute.
 */
public final class Digests {
  private static final int[] SMALL = {1, 7, 255, 1023, 1025};
  private static final int[] LARGE = {40_961, 10_007};
  private static final int LARGE_STEPS = 70;

  private Digests() {}

  /**
   * All digests, by {@code rule type}.
   *
   * @param threads the number of threads
   * @param chunk the chunk size, or 0 for the trainer's own
   */
  public static Map<String, String> all(int threads, int chunk) {
    Map<String, String> digests = new LinkedHashMap<>();
    for (Rule rule : Rule.values()) {
      for (DataType type : DataType.values()) {
        digests.put(
            rule.label() + " " + Labels.of(type), of(rule, false, type, threads, chunk, 1_000));
      }
    }
    for (DataType type : DataType.values()) {
      digests.put("pipeline " + Labels.of(type), pipeline(type, threads, chunk, 1_000));
    }
    return digests;
  }

  /** The digest of the pipeline: clipping, AdamW, an average of the weights, zeroed gradients. */
  public static String pipeline(DataType type, int threads, int chunk, int steps) {
    return of(Rule.ADAMW, true, type, threads, chunk, steps);
  }

  static String of(Rule rule, boolean pipeline, DataType type, int threads, int chunk, int steps) {
    BitDigest digest = new BitDigest();
    Training small = new Training(rule, pipeline, type, SMALL, threads, chunk);
    small.run(steps);
    small.digestInto(digest);
    Training large = new Training(rule, pipeline, type, LARGE, threads, chunk);
    large.run(LARGE_STEPS);
    large.digestInto(digest);
    return digest.finish();
  }
}
