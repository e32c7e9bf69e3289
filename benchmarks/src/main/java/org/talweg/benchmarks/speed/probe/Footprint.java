// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.talweg.benchmarks.speed.Numbers;
import org.talweg.benchmarks.speed.Workload;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.Trainer;

/**
 * Bytes of heap that a trainer keeps beyond its parameters and its state: the mean of thousands.
 */
final class Footprint implements Subject {
  private static final int TRAINERS = 5_000;

  private final Workload workload;
  private final long state;

  Footprint(Workload workload) {
    this.workload = workload;
    long elements = workload.shapes().stream().mapToLong(Shape::size).sum();
    state = (workload.rule().writtenArrays() - 1) * elements * Numbers.bytes(workload.type());
  }

  @Override
  public double measure(long nanoseconds) {
    List<List<Parameter>> parameters = new ArrayList<>(TRAINERS);
    for (int i = 0; i < TRAINERS; i++) {
      parameters.add(workload.parameters());
    }
    List<Trainer> trainers = new ArrayList<>(TRAINERS);
    workload.trainer(workload.parameters()); // loads what is loaded once
    long before = used();
    try {
      parameters.forEach(each -> trainers.add(workload.trainer(each)));
      return (double) (used() - before) / TRAINERS - state;
    } finally {
      Reference.reachabilityFence(trainers);
      Reference.reachabilityFence(parameters);
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
