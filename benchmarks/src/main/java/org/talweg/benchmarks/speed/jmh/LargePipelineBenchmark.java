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
import org.talweg.benchmarks.speed.Roof;
import org.talweg.benchmarks.speed.Session;
import org.talweg.tensor.DataType;

/**
 * The whole pipeline on large models, and the roof above it. New gradients are written before each
 * step, outside of what is timed: a step takes a millisecond or more, which JMH times one by one
 * without harm.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class LargePipelineBenchmark {
  /** The elements' type. */
  @Param("FLOAT32")
  public DataType type;

  /** The parameters' shapes. */
  @Param({"1x1048576", "1x16777216", "resnet50"})
  public String model;

  /** The number of threads of the trainer. */
  @Param({"1", "2"})
  public int threads;

  /** The trainer. */
  @State(Scope.Thread)
  public static class Stepping {
    Session session;

    /** Builds it. */
    @Setup
    public void build(LargePipelineBenchmark p) {
      session = Session.pipeline(p.type, Model.named(p.model), p.threads);
    }

    /** Writes new gradients. */
    @Setup(Level.Invocation)
    public void refill() {
      session.refill();
    }
  }

  /** The roof: one tensor of as many elements. */
  @State(Scope.Thread)
  public static class Passing {
    Roof roof;

    /** Builds it. */
    @Setup
    public void build(LargePipelineBenchmark p) {
      roof = Roof.pipeline(p.type, Model.named(p.model), p.threads);
    }
  }

  /** A step through the trainer. */
  @Benchmark
  public Object step(Stepping stepping) {
    return stepping.session.step();
  }

  /** A plain loop over the same arrays. */
  @Benchmark
  public void roof(Passing passing) {
    passing.roof.run();
  }
}
