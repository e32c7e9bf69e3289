package org.talweg.training;

import java.util.ArrayList;
import java.util.List;
import org.talweg.engine.Engine;
import org.talweg.engine.Member;
import org.talweg.tensor.Tensor;

/**
 * The averages of a trainer's weights: how much a step weighs in them, and the time during which
 * the parameters hold them.
 */
final class Averages {
  private final WeightAverage weighting;
  private final Engine engine;
  private boolean inUse;

  Averages(WeightAverage weighting, Engine engine) {
    this.weighting = weighting;
    this.engine = engine;
  }

  /** The share of a step's weights in their average, 0 if they do not count. */
  double share(long step) {
    return weighting.share(step);
  }

  /** Requires that the parameters hold weights that were trained. */
  void requireNotInUse() {
    if (inUse) {
      throw new IllegalStateException(
          "the parameters hold their averages: close AveragedWeights first");
    }
  }

  /** Puts the averages into the parameters; what is returned puts the trained weights back. */
  Runnable use() {
    List<Tensor> trained = new ArrayList<>();
    List<Tensor> averages = new ArrayList<>();
    for (Member member : engine.members()) {
      trained.add(member.parameter().value().copy());
      averages.add(member.average());
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
