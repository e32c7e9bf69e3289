package org.talweg.benchmarks.speed.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Session;
import org.talweg.tensor.DataType;

/**
 * The whole pipeline on small models. It leaves gradients of zero, and stepping on those would be
 * another task; so each step has new gradients written first, and {@code refill} measures what that
 * costs, to be subtracted. Large models: {@link LargePipelineBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class SmallPipelineBenchmark {
  /** The elements' type. */
  @Param("FLOAT32")
  public DataType type;

  /** The parameters' shapes. */
  @Param({"1x10", "1x1000", "1x10000", "1x100000", "1000x10", "100x1000", "lenet5"})
  public String model;

  /** The number of threads of the trainer. */
  @Param({"1", "2"})
  public int threads;

  private Session session;

  /** Builds it. */
  @Setup
  public void build() {
    session = Session.pipeline(type, Model.named(model), threads);
  }

  /** New gradients, then a step. */
  @Benchmark
  public Object refillAndStep() {
    session.refill();
    return session.step();
  }

  /** New gradients alone. */
  @Benchmark
  public void refill() {
    session.refill();
  }
}
