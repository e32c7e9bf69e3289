// SPDX-License-Identifier: Apache-2.0
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
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.Subjects;

/**
 * One case of {@link Cases}. The pipeline leaves gradients of zero, and stepping on those would be
 * another task; so its step includes the writing of new ones, which is a case too, to be
 * subtracted.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = HandWrittenAdam.NOT_INLINED)
@Warmup(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class CaseBenchmark {
  /** A case as it is written; {@link JmhCommand} asks for all. */
  @Param("step/adam/float32/1x10000/1")
  public String subject;

  private Runnable operation;

  /** Builds it. */
  @Setup
  public void build() {
    operation = Subjects.operation(Case.parse(subject));
  }

  /** One operation. */
  @Benchmark
  public void run() {
    operation.run();
  }
}
