package org.talweg.training;

import java.util.List;
import org.talweg.optimizer.ElementwiseOptimizer;

/** The second pass of a step: everything that changes parameters and state, chunk by chunk. */
final class UpdatePhase implements Phase {
  private final ElementwiseOptimizer rule;
  private final StepPlan plan;
  private final Segment[] segments;
  private final WorkList work;

  UpdatePhase(
      ElementwiseOptimizer rule,
      StepPlan plan,
      List<Segment> segments,
      int chunkSize,
      int threads) {
    this.rule = rule;
    this.plan = plan;
    this.segments = segments.toArray(Segment[]::new);
    this.work = new WorkList(segments.stream().mapToInt(s -> s.size).toArray(), chunkSize, threads);
  }

  @Override
  public int tasks() {
    return work.tasks();
  }

  @Override
  public void run(int task, SumOfSquares sum) {
    for (int chunk = work.firstChunk(task); chunk < work.firstChunk(task + 1); chunk++) {
      Segment segment = segments[work.array(chunk)];
      try {
        segment.update(rule, plan, work.start(chunk), work.end(chunk, segment.size));
      } catch (RuntimeException | Error e) {
        throw new IllegalStateException(rule + " failed on " + segment + ": " + e, e);
      }
    }
  }
}
