// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Engine;
import org.talweg.engine.Member;
import org.talweg.tensor.Tensor;

/**
 * The averages to be evaluated in place of the weights, the trainer's or a rule's: how much a step
 * weighs in them, and putting them into the parameters and back.
 */
final class Averages {
  private final @Nullable WeightAverage weighting;
  private final Grouping grouping;
  private final Engine engine;
  private boolean inUse;
  private int uses;

  Averages(@Nullable WeightAverage weighting, Grouping grouping, Engine engine) {
    this.weighting = weighting;
    this.grouping = grouping;
    this.engine = engine;
  }

  /** Whether the trainer keeps averages of its own. */
  boolean areKept() {
    return weighting != null;
  }

  /** The share of a step's weights in their average, 0 if they do not count. */
  double share(long step) {
    return weighting == null ? 0 : weighting.share(step);
  }

  /** Requires that the parameters hold weights that were trained. */
  void requireNotInUse() {
    if (inUse) {
      throw new IllegalStateException(
          "the parameters hold their averages: close AveragedWeights first");
    }
  }

  /** Whether there is an average of some parameter, the trainer's or a rule's. */
  boolean exist() {
    return grouping.occupied().stream().anyMatch(group -> group.evaluated().isPresent());
  }

  /** Requires that there is an average of some parameter. */
  void requireKept() {
    if (!exist()) {
      throw new IllegalStateException(
          "the trainer keeps no averages, and no rule of it has its own: build it with"
              + " average(WeightAverage)");
    }
  }

  /** A copy of the average of a parameter after a step. */
  Tensor of(Member member, long step) {
    return find(member, step)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    member
                        + " has no average: build the trainer with average(WeightAverage), as "
                        + member.group().optimizer()
                        + " keeps none"));
  }

  /** Until the first step that counts, the average is the present weights. */
  private Optional<Tensor> find(Member member, long step) {
    return weighting != null && !weighting.hasBegunBy(step)
        ? Optional.of(member.parameter().value().copy())
        : member.evaluated();
  }

  /** The parameters hold trained weights again, whatever they were. */
  void forget() {
    inUse = false;
    uses++;
  }

  /** Puts the averages into the parameters; what is returned puts the trained weights back. */
  Runnable use(long step) {
    requireNotInUse();
    List<Tensor> trained = new ArrayList<>();
    List<Tensor> averages = new ArrayList<>();
    for (Member member : engine.members()) {
      Tensor weights = member.parameter().value().copy();
      trained.add(weights);
      averages.add(find(member, step).orElse(weights));
    }
    setValues(averages);
    inUse = true;
    int use = ++uses;
    return () -> putBack(use, trained);
  }

  /** Does nothing where a checkpoint was restored meanwhile. */
  private void putBack(int use, List<Tensor> trained) {
    if (use == uses) {
      engine.requireIntact();
      setValues(trained);
      inUse = false;
    }
  }

  private void setValues(List<Tensor> values) {
    for (int i = 0; i < values.size(); i++) {
      engine.members().get(i).setValue(values.get(i));
    }
  }
}
