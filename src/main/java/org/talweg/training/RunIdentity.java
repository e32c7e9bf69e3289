// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.RuleGroup;
import org.talweg.gradient.GradientTransform;
import org.talweg.internal.Text;
import org.talweg.projection.Projection;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;

/**
 * What identifies the run that a checkpoint belongs to: the text of everything that the numbers of
 * a step depend on. Defaults have no entry, so an option added by a later version does not make
 * older checkpoints differ.
 */
final class RunIdentity {
  /** Of the texts below; another is refused, as its words may mean something else. */
  static final String FORMAT = "1";

  /** Between an entry of a group and the group's label. */
  static final String OF = " of ";

  static final String FORMAT_KEY = "run format";
  static final String RULE = "rule";
  static final String DECAY = "weight decay";
  static final String TRANSFORMS = "transforms";
  static final String PROJECTIONS = "projections";
  static final String MEMBERS = "parameters";
  static final String AVERAGE = "average";
  static final String MAXIMIZE = "maximize";
  static final String SKIP = "skip non-finite";
  static final String LOSS_SCALING = "loss scaling";
  static final String BATCHES = "number of batches in a step";
  static final String PLATEAU = "plateau";

  static final String RATE = "learning rate";
  static final String RATE_FACTOR = "rate factor";

  private final Grouping grouping;
  private final List<GradientTransform> transforms;
  private final List<Projection> projections;
  private final @Nullable WeightAverage average;
  private final boolean maximize;
  private final boolean skipNonFinite;
  private final boolean skipSquares;
  private final @Nullable LossScaling lossScaling;
  private final int accumulated;
  private final @Nullable ReduceOnPlateau plateau;

  RunIdentity(Grouping grouping, TrainerBuilder options) {
    this.grouping = grouping;
    this.transforms = List.copyOf(options.transforms);
    this.projections = List.copyOf(options.projections);
    this.average = options.average;
    this.maximize = options.maximize;
    this.skipNonFinite = options.skipNonFinite;
    this.skipSquares = options.skipSquares;
    this.lossScaling = options.lossScaling;
    this.accumulated = options.accumulated;
    this.plateau = options.plateau;
  }

  Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(FORMAT_KEY, FORMAT);
    if (grouping.occupied().contains(grouping.own())) {
      putRule(entries, "", grouping.own());
    }
    putAll(entries, TRANSFORMS, transforms);
    putAll(entries, PROJECTIONS, projections);
    put(entries, AVERAGE, average);
    if (maximize) {
      entries.put(MAXIMIZE, "true");
    }
    if (skipNonFinite) {
      entries.put(SKIP, skipSquares ? "squares" : "true");
    }
    put(entries, LOSS_SCALING, lossScaling);
    if (accumulated > 1) {
      entries.put(BATCHES, Integer.toString(accumulated));
    }
    put(entries, PLATEAU, plateau);
    grouping
        .groups()
        .forEach(
            (group, ruleGroup) -> {
              String of = OF + group.label();
              putRule(entries, of, ruleGroup);
              put(entries, RATE + of, group.learningRate().orElse(null));
              if (!group.rateFactor().equals(Schedule.constant(1))) {
                put(entries, RATE_FACTOR + of, group.rateFactor());
              }
              putAll(entries, TRANSFORMS + of, group.transforms());
              putAll(entries, PROJECTIONS + of, group.projections());
              putAll(entries, MEMBERS + of, ruleGroup.names());
            });
    return entries;
  }

  private static void put(Map<String, String> entries, String key, @Nullable Object value) {
    if (value != null) {
      entries.put(key, Text.part(value));
    }
  }

  /** The decay in force, where it is not the rule's own. */
  private static void putRule(Map<String, String> entries, String of, RuleGroup group) {
    Optimizer rule = group.optimizer();
    WeightDecay decay = group.weightDecay();
    entries.put(RULE + of, rule.toString());
    if (!decay.equals(rule.hyperparameters().weightDecay())) {
      entries.put(DECAY + of, decay.toString());
    }
  }

  private static void putAll(Map<String, String> entries, String key, List<?> values) {
    if (!values.isEmpty()) {
      entries.put(key, values.stream().map(Text::part).collect(Collectors.joining(", ")));
    }
  }
}
