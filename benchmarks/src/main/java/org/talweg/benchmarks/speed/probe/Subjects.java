package org.talweg.benchmarks.speed.probe;

import org.talweg.benchmarks.speed.HandWrittenAdam;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Roof;
import org.talweg.benchmarks.speed.Session;
import org.talweg.tensor.DataType;

/** Builds what a case names. */
final class Subjects {
  private Subjects() {}

  static Subject of(Case c) {
    Model model = Model.named(c.model());
    DataType type = c.type();
    int threads = c.threads();
    return switch (c.kind()) {
      case STEP -> new Repeated(Session.rule(c.rule(), type, model, threads)::step);
      case STEP_ANEW -> new Renewed(() -> Session.rule(c.rule(), type, model, threads)::step);
      case DEAD -> new Renewed(() -> Session.dead(c.rule(), type, model, threads)::step);
      case ROOF -> new Repeated(Roof.rule(c.rule(), type, model, threads)::run);
      case PIPELINE -> {
        Session session = Session.pipeline(type, model, threads);
        yield new Prepared(session::refill, session::step);
      }
      case PIPELINE_ROOF -> new Repeated(Roof.pipeline(type, model, threads)::run);
      case HAND_WRITTEN ->
          new Renewed(() -> new HandWrittenAdam(type, Math.toIntExact(model.size()))::step);
      case ALLOCATION -> new Allocation(Session.rule(c.rule(), type, model, threads)::step);
      case PIPELINE_ALLOCATION -> {
        Session session = Session.pipeline(type, model, threads);
        yield new Allocation(
            () -> {
              session.refill();
              session.step();
            });
      }
      case METER -> new Allocation(new Sink()::allocate);
      case TORCH_FUSED, TORCH_DEFAULT, TORCH_PIPELINE ->
          throw new IllegalArgumentException("PyTorch runs in a process of Python, not here: " + c);
    };
  }

  /** Something that the compiler can't take away. */
  private static final class Sink {
    private volatile byte[] last = {};

    void allocate() {
      last = new byte[984 + last.length % 2]; // with the header, 1,000 bytes
    }
  }
}
