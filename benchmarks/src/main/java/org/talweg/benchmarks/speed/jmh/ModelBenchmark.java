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
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.Session;
import org.talweg.tensor.DataType;

/** A step of Adam on the parameters of whole models, and on many small tensors. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class ModelBenchmark {
  /** The elements' type. */
  @Param("FLOAT32")
  public DataType type;

  /** The parameters' shapes. */
  @Param({"1000x10", "100x1000", "lenet5", "resnet50"})
  public String model;

  /** The number of threads of the trainer. */
  @Param({"1", "2"})
  public int threads;

  private Session session;

  /** Builds it. */
  @Setup
  public void build() {
    session = Session.rule(Rule.ADAM, type, Model.named(model), threads);
  }

  /** A step through the trainer. */
  @Benchmark
  public Object step() {
    return session.step();
  }
}
