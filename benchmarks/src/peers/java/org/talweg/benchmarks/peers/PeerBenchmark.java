// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Roof;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.tensor.DataType;

/**
 * One step of Adam on one tensor. Some libraries destroy the gradient, so it is written anew before
 * each step, for all of them, outside of what is timed; the clock then adds some 50 ns to each
 * step, to the disadvantage of the fastest.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class PeerBenchmark {
  /** The number of elements. */
  @Param({"1000", "100000", "16777216"})
  public int size;

  /** A library at work. */
  @State(Scope.Thread)
  public static class Working {
    /** The library. */
    @Param public Library library;

    private Peer peer;
    private float[] gradient;

    /** Starts it. */
    @Setup
    public void start(PeerBenchmark p) {
      peer = library.start(numbers(p.size, 1));
      gradient = numbers(p.size, 2);
    }

    /** Writes the gradient. */
    @Setup(Level.Invocation)
    public void refill() {
      peer.gradient(gradient);
    }

    /** Ends it. */
    @TearDown
    public void end() {
      peer.close();
    }
  }

  /** The roof, in single precision. */
  @State(Scope.Thread)
  public static class Passing {
    private Roof roof;

    /** Builds it. */
    @Setup
    public void build(PeerBenchmark p) {
      roof = Roof.rule(Rule.ADAM, DataType.FLOAT32, Model.named("1x" + p.size), 1);
    }
  }

  /** A step of Adam. */
  @Benchmark
  public void step(Working working) {
    working.peer.step();
  }

  /** A plain loop over the same arrays. */
  @Benchmark
  public void roof(Passing passing) {
    passing.roof.run();
  }

  /** Numbers of both signs, between 0.5 and 1 in size. */
  static float[] numbers(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      int bits = random.nextInt();
      float size = 0.5f + (bits >>> 9) * 0x1p-24f;
      numbers[i] = (bits & 1) == 0 ? size : -size;
    }
    return numbers;
  }
}
