// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import org.talweg.benchmarks.speed.HandWrittenAdam;
import org.talweg.benchmarks.speed.History;
import org.talweg.benchmarks.speed.Method;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Roof;
import org.talweg.benchmarks.speed.Session;
import org.talweg.rule.WeightDecay;

/** Builds what a case names. */
public final class Subjects {
  private static final double DECAY = 0.01;

  private Subjects() {}

  static Subject of(Case c) {
    return switch (c.kind()) {
      case STEP, SCALAR_STEP, ROOF, PIPELINE_ROOF, PIPELINE_REFILL, SEARCH, PLAIN_SEARCH ->
          new Repeated(operation(c));
      case STEP_ANEW, DECOUPLED, L2, DEAD, HAND_WRITTEN -> new Renewed(() -> operation(c));
      case LATER_STEP -> {
        History.train(c.rule());
        yield new Renewed(() -> operation(c));
      }
      case LATER_DECOUPLED -> {
        History.trainWithoutDecay(c.workload());
        yield new Renewed(() -> operation(c));
      }
      case PIPELINE, SCALAR_PIPELINE -> {
        Session session = Session.of(c.workload());
        yield new Prepared(session::refill, session::step);
      }
      case ALLOCATION, PIPELINE_ALLOCATION, SEARCH_ALLOCATION -> new Allocation(operation(c));
      case FOOTPRINT -> new Footprint(c.workload());
      case TORCH_FUSED, TORCH_DEFAULT, TORCH_PIPELINE -> throw elsewhere(c);
    };
  }

  /** The operation of a case, on new arrays; that of the pipeline includes what prepares it. */
  public static Runnable operation(Case c) {
    return switch (c.kind()) {
      case STEP, STEP_ANEW, SCALAR_STEP, LATER_STEP, ALLOCATION -> Session.of(c.workload())::step;
      case DECOUPLED, LATER_DECOUPLED ->
          Session.of(c.workload().with(WeightDecay.decoupled(DECAY)))::step;
      case L2 -> Session.of(c.workload().with(WeightDecay.l2(DECAY)))::step;
      case DEAD -> Session.dead(c.workload())::step;
      case ROOF -> Roof.rule(c.rule(), c.type(), model(c), c.threads())::run;
      case PIPELINE_ROOF -> Roof.pipeline(c.type(), model(c), c.threads())::run;
      case PIPELINE, SCALAR_PIPELINE, PIPELINE_ALLOCATION -> {
        Session session = Session.of(c.workload());
        yield () -> {
          session.refill();
          session.step();
        };
      }
      case PIPELINE_REFILL -> Session.of(c.workload())::refill;
      case HAND_WRITTEN -> new HandWrittenAdam(c.type(), size(c))::step;
      case SEARCH, SEARCH_ALLOCATION -> Method.named(c.label()).iterations(size(c), c.threads());
      case PLAIN_SEARCH -> Method.plainIterations(size(c));
      case FOOTPRINT, TORCH_FUSED, TORCH_DEFAULT, TORCH_PIPELINE -> throw elsewhere(c);
    };
  }

  private static Model model(Case c) {
    return Model.named(c.model());
  }

  private static int size(Case c) {
    return Math.toIntExact(model(c).size());
  }

  private static IllegalArgumentException elsewhere(Case c) {
    return new IllegalArgumentException(
        c + (c.kind().needsPython() ? " runs in a process of Python" : " is no operation"));
  }
}
