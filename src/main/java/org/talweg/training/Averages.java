package org.talweg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Engine;
import org.talweg.engine.Member;
import org.talweg.tensor.Tensor;

/**
 * What is to be evaluated in place of the weights: how much a step weighs in the averages that the
 * trainer keeps, and the time during which the parameters hold averages, the trainer's or those of
 * a rule.
 */
final class Averages {
  private final @Nullable WeightAverage weighting;
  private final Grouping grouping;
  private final Engine engine;
  private boolean inUse;

  Averages(@Nullable WeightAverage weighting, Grouping grouping, Engine engine) {
    this.weighting = weighting;
    this.grouping = grouping;
    this.engine = engine;
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

  /** Requires that there is an average of some parameter. */
  void requireKept() {
    if (grouping.occupied().stream().allMatch(group -> group.evaluated().isEmpty())) {
      throw new IllegalStateException(
          "the trainer keeps no averages, and no rule of it has its own: build it with"
              + " average(WeightAverage)");
    }
  }

  /** A copy of the average of a parameter. */
  Tensor of(Member member) {
    return find(member)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    member
                        + " has no average: build the trainer with average(WeightAverage), as "
                        + member.group().optimizer()
                        + " keeps none"));
  }

  private static Optional<Tensor> find(Member member) {
    return member.group().evaluated().map(member::slot);
  }

  /** Puts the averages into the parameters; what is returned puts the trained weights back. */
  Runnable use() {
    List<Tensor> trained = new ArrayList<>();
    List<Tensor> averages = new ArrayList<>();
    for (Member member : engine.members()) {
      Tensor weights = member.parameter().value().copy();
      trained.add(weights);
      averages.add(find(member).orElse(weights));
    }
    setValues(averages);
    inUse = true;
    return () -> putBack(trained);
  }

  private void putBack(List<Tensor> trained) {
    engine.requireIntact();
    setValues(trained);
    inUse = false;
  }

  private void setValues(List<Tensor> values) {
    for (int i = 0; i < values.size(); i++) {
      engine.members().get(i).setValue(values.get(i));
    }
  }
}
