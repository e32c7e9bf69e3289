package org.talweg.benchmarks.speed.guard;

import java.util.ArrayList;
import java.util.List;
import org.talweg.benchmarks.speed.Labels;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.tensor.DataType;

/**
 * What is guarded: a rule, or the whole pipeline, in one type.
 *
 * @param label the rule's label, or {@code pipeline}
 * @param rule the rule; the pipeline has AdamW
 * @param type the elements' type
 */
record Target(String label, Rule rule, DataType type) {
  /** The name of the pipeline. */
  static final String PIPELINE = "pipeline";

  /** Every rule and the pipeline, in every type. */
  static List<Target> all() {
    List<Target> targets = new ArrayList<>();
    for (DataType type : DataType.values()) {
      for (Rule rule : Rule.values()) {
        targets.add(new Target(rule.label(), rule, type));
      }
      targets.add(new Target(PIPELINE, Rule.ADAMW, type));
    }
    return targets;
  }

  boolean isPipeline() {
    return label.equals(PIPELINE);
  }

  /** A step of this target. */
  Case step(String model) {
    return new Case(isPipeline() ? Case.Kind.PIPELINE : Case.Kind.STEP, rule, type, model, 1);
  }

  /** The roof above this target. */
  Case roof(String model) {
    return step(model).as(isPipeline() ? Case.Kind.PIPELINE_ROOF : Case.Kind.ROOF);
  }

  /** The allocation of a step of this target. */
  Case allocation(String model) {
    return step(model).as(isPipeline() ? Case.Kind.PIPELINE_ALLOCATION : Case.Kind.ALLOCATION);
  }

  @Override
  public String toString() {
    return label + " " + Labels.of(type);
  }
}
