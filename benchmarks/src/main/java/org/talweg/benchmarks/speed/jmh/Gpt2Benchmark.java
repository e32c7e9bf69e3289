package org.talweg.benchmarks.speed.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.Session;
import org.talweg.tensor.DataType;

/** GPT-2 small, in a benchmark of its own: it needs a heap of 3 GiB, and is left out without. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class Gpt2Benchmark {
  private static final Model GPT2 = Model.named("gpt2");

  /** The number of threads of the trainer. */
  @Param({"1", "2"})
  public int threads;

  /** Adam alone. */
  @State(Scope.Thread)
  public static class Adam {
    Session session;

    /** Builds it. */
    @Setup
    public void build(Gpt2Benchmark p) {
      session = Session.rule(Rule.ADAM, DataType.FLOAT32, GPT2, p.threads);
    }
  }

  /** The whole pipeline. */
  @State(Scope.Thread)
  public static class Pipeline {
    Session session;

    /** Builds it. */
    @Setup
    public void build(Gpt2Benchmark p) {
      session = Session.pipeline(DataType.FLOAT32, GPT2, p.threads);
    }

    /** Writes new gradients. */
    @Setup(Level.Invocation)
    public void refill() {
      session.refill();
    }
  }

  /** A step of Adam. */
  @Benchmark
  public Object adam(Adam adam) {
    return adam.session.step();
  }

  /** A step of the pipeline. */
  @Benchmark
  public Object pipeline(Pipeline pipeline) {
    return pipeline.session.step();
  }
}
