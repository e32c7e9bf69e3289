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
import org.talweg.benchmarks.speed.HandWrittenAdam;
import org.talweg.tensor.DataType;

/** Adam as a static loop over arrays in cache: what the trainer's step is measured against. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = HandWrittenAdam.NOT_INLINED)
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class HandWrittenBenchmark {
  /** The elements' type. */
  @Param public DataType type;

  /** The number of elements. */
  @Param({"1000", "10000"})
  public int size;

  private HandWrittenAdam adam;

  /** Builds it. */
  @Setup
  public void build() {
    adam = new HandWrittenAdam(type, size);
  }

  /** One step. */
  @Benchmark
  public void step() {
    adam.step();
  }
}
