package org.talweg.benchmarks.speed.probe;

import org.talweg.benchmarks.speed.Labels;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.tensor.DataType;

/**
 * One thing to measure. Written {@code kind/rule/type/model/threads}, as in {@code
 * step/adam/float32/1x1000/1}; the same names serve the probes of other languages.
 *
 * @param kind what is run
 * @param rule the rule; the pipeline has AdamW
 * @param type the elements' type
 * @param model the model's name
 * @param threads 1 or 2
 */
public record Case(Kind kind, Rule rule, DataType type, String model, int threads) {
  /** What is run. */
  public enum Kind {
    /** A step of the rule. */
    STEP,
    /** A step of the rule, on new arrays for each measurement. */
    STEP_ANEW,
    /** A step whose gradients have long been zero, on new arrays for each measurement. */
    DEAD,
    /** A plain loop over the same arrays. */
    ROOF,
    /** The whole pipeline. */
    PIPELINE,
    /** A plain loop over the arrays of the pipeline. */
    PIPELINE_ROOF,
    /** A static loop that does nothing but Adam, on new arrays for each measurement. */
    HAND_WRITTEN,
    /** Bytes that a step allocates, in place of its time. */
    ALLOCATION,
    /** Bytes that a step of the whole pipeline allocates. */
    PIPELINE_ALLOCATION,
    /** Bytes seen by the same meter when each operation allocates an array of 1,000 bytes. */
    METER,
    /** PyTorch's optimizer, fused. */
    TORCH_FUSED,
    /** PyTorch's optimizer as it is by default. */
    TORCH_DEFAULT,
    /** The pipeline in PyTorch. */
    TORCH_PIPELINE
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static Case parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException(
          "expected kind/rule/type/model/threads, but was \"" + text + "\"");
    }
    return new Case(
        Labels.constant(Kind.values(), parts[0], "kind"),
        Rule.of(parts[1]),
        Labels.constant(DataType.values(), parts[2], "type"),
        Model.named(parts[3]).name(),
        Integer.parseInt(parts[4]));
  }

  /** The same case of another kind. */
  public Case as(Kind other) {
    return new Case(other, rule, type, model, threads);
  }

  /** The same case with another number of threads. */
  public Case on(int otherThreads) {
    return new Case(kind, rule, type, model, otherThreads);
  }

  @Override
  public String toString() {
    return String.join(
        "/", Labels.of(kind), rule.label(), Labels.of(type), model, Integer.toString(threads));
  }
}
