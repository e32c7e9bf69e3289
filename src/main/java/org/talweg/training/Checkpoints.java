// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.engine.RuleGroup;
import org.talweg.tensor.Tensor;

/**
 * Saves and restores a trainer: its tensors, and in the metadata the run they belong to, what was
 * set by hand, and which groups are frozen.
 */
final class Checkpoints {
  private static final String FROZEN = "frozen";
  private static final String GROUPS = "groups";
  private static final String SEPARATOR = "\n"; // no label has one

  private final Grouping grouping;
  private final Rates rates;
  private final RunIdentity identity;
  private final @Nullable WeightAverage average;
  private final Snapshots tensors;
  private @Nullable Accumulation accumulation;
  private @Nullable SkippedSteps skipped;

  Checkpoints(
      Grouping grouping, Rates rates, RunIdentity identity, @Nullable WeightAverage average) {
    this.grouping = grouping;
    this.rates = rates;
    this.identity = identity;
    this.average = average;
    this.tensors = new Snapshots(grouping);
  }

  /** Adds the rest of a run: the batches of a step under way, and the count of skipped steps. */
  void attach(@Nullable Accumulation batches, @Nullable SkippedSteps steps) {
    accumulation = batches;
    skipped = steps;
  }

  /**
   * Requires that each name in a checkpoint has one meaning.
   *
   * @throws IllegalArgumentException if one has two
   */
  void requireDistinctNames() {
    tensors.requireDistinctNames();
  }

  Checkpoint save(long step) {
    Map<String, String> metadata = new LinkedHashMap<>(identity.entries());
    metadata.putAll(rates.save());
    List<String> frozen =
        grouping.occupied().stream().filter(RuleGroup::isFrozen).map(RuleGroup::label).toList();
    if (!grouping.groups().isEmpty()) {
      metadata.put(GROUPS, String.join(SEPARATOR, labels()));
    }
    if (!frozen.isEmpty()) {
      metadata.put(FROZEN, String.join(SEPARATOR, frozen));
    }
    if (accumulation != null) {
      accumulation.save(metadata);
    }
    if (skipped != null) {
      skipped.save(metadata);
    }
    Map<String, Tensor> saved = tensors.save(metadata);
    return Checkpoint.of(step, metadata, saved);
  }

  /**
   * Requires that a checkpoint is of a run like this one.
   *
   * @param allowed what may differ
   * @throws IllegalArgumentException if anything else differs
   */
  private void requireSameRun(Checkpoint checkpoint, Set<Difference> allowed) {
    new RunComparison(
            identity.entries(), labels(), checkpoint.metadata(), labels(checkpoint), allowed)
        .requireSame();
  }

  /**
   * Checks all of a checkpoint; what is returned takes everything over but the step number.
   *
   * @param allowed what may differ
   * @throws IllegalArgumentException if anything else does
   */
  Runnable check(Checkpoint checkpoint, Set<Difference> allowed) {
    requireSameRun(checkpoint, allowed);
    Rates.Saved saved = rates.read(checkpoint.metadata());
    Runnable load = tensors.check(checkpoint, allowed.contains(Difference.AVERAGE));
    requireLaterAverage(checkpoint);
    Accumulation batches = accumulation;
    Accumulation.Saved round =
        batches == null ? new Accumulation.Saved(0, 0) : batches.read(checkpoint.metadata());
    SkippedSteps steps = skipped;
    SkippedSteps.Saved counted =
        steps == null ? new SkippedSteps.Saved(0, 1, 0) : steps.read(checkpoint.metadata());
    return () -> {
      load.run();
      if (steps != null) {
        steps.load(counted);
      }
      if (batches != null) {
        batches.load(round);
      }
      rates.load(saved);
      setFrozen(checkpoint);
    };
  }

  /** An average that the checkpoint lacks begins as the weights after a step to come. */
  private void requireLaterAverage(Checkpoint checkpoint) {
    if (average != null
        && !average.isLookahead()
        && average.hasBegunBy(checkpoint.step())
        && !tensors.hasAverages(checkpoint)) {
      throw new IllegalArgumentException(
          "the checkpoint has no averages of the weights at step "
              + checkpoint.step()
              + ", so they have to start after it: "
              + average
              + ".startingAt("
              + (checkpoint.step() + 1)
              + ")");
    }
  }

  /** Groups that the checkpoint does not know stay as they are. */
  private void setFrozen(Checkpoint checkpoint) {
    Set<String> known = labels(checkpoint);
    Set<String> frozen = split(checkpoint.metadata().get(FROZEN));
    for (RuleGroup group : grouping.groups().values()) {
      if (known.contains(group.label())) {
        group.setFrozen(frozen.contains(group.label()));
      }
    }
  }

  private Set<String> labels() {
    Set<String> labels = new LinkedHashSet<>();
    grouping.groups().values().forEach(group -> labels.add(group.label()));
    return labels;
  }

  private static Set<String> labels(Checkpoint checkpoint) {
    return split(checkpoint.metadata().get(GROUPS));
  }

  private static Set<String> split(@Nullable String labels) {
    return labels == null ? Set.of() : new LinkedHashSet<>(List.of(labels.split(SEPARATOR, -1)));
  }

  /** Checks the values of a checkpoint; what is returned takes them over. */
  Runnable checkValues(Checkpoint checkpoint) {
    return tensors.checkValues(checkpoint);
  }

  /** The same for values of other types, which are converted. */
  Runnable checkConvertedValues(Checkpoint checkpoint) {
    return tensors.checkConvertedValues(checkpoint);
  }
}
