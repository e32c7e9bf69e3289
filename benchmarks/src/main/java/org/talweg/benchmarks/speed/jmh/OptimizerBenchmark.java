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

/** A step of every rule on one tensor, on the calling thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class OptimizerBenchmark {
  /** A rule's label; {@link JmhCommand} asks for all of the catalogue. */
  @Param("adam")
  public String rule;

  /** The elements' type. */
  @Param public DataType type;

  /** The parameters' shapes. */
  @Param({"1x10", "1x1000", "1x10000", "1x100000", "1x1048576", "1x16777216"})
  public String model;

  private Session session;

  /** Builds it. */
  @Setup
  public void build() {
    session = Session.rule(Rule.of(rule), type, Model.named(model), 1);
  }

  /** A step through the trainer. */
  @Benchmark
  public Object step() {
    return session.step();
  }
}
