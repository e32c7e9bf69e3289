// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.talweg.initializer.Fan;
import org.talweg.initializer.He;
import org.talweg.initializer.RandomStream;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;

/** Filling 1,024 by 1,024 weights, with {@link Random} beside it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class InitializerBenchmark {
  private static final Shape SHAPE = Shape.of(1024, 1024);

  private final FloatTensor weights = FloatTensor.zeros(SHAPE);
  private final Random random = new Random(1);

  /** He's normal distribution. */
  @Benchmark
  public FloatTensor heNormal() {
    He.normal().fill(weights, Fan.outputFirst(SHAPE), RandomStream.of(1, "weights"));
    return weights;
  }

  /** He's uniform distribution. */
  @Benchmark
  public FloatTensor heUniform() {
    He.uniform().fill(weights, Fan.outputFirst(SHAPE), RandomStream.of(1, "weights"));
    return weights;
  }

  /** The normal numbers of the JDK's oldest generator. */
  @Benchmark
  public FloatTensor javaUtilRandomNormal() {
    float[] array = weights.array();
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) random.nextGaussian();
    }
    return weights;
  }
}
