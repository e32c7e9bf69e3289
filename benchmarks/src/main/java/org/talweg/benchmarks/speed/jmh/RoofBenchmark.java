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
import org.talweg.benchmarks.speed.Roof;
import org.talweg.tensor.DataType;

/** The roof: a plain loop over the arrays that a rule reads and writes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class RoofBenchmark {
  /** Arrays read and written; one more, the gradient, is read. */
  @Param({"1", "2", "3", "4"})
  public int arrays;

  /** The elements' type. */
  @Param public DataType type;

  /** The arrays' length. */
  @Param({"1x1048576", "1x16777216"})
  public String model;

  /** The number of plain threads. */
  @Param({"1", "2"})
  public int threads;

  private Roof roof;

  /** Builds it. */
  @Setup
  public void build() {
    roof = Roof.arrays(arrays, type, Model.named(model), threads);
  }

  /** One pass. */
  @Benchmark
  public void pass() {
    roof.run();
  }
}
