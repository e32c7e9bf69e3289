package org.talweg.benchmarks.speed.probe;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that an operation allocates on the calling thread, exactly. */
final class Allocation implements Subject {
  private static final int OPERATIONS = 1_000;

  private final ThreadMXBean threads;
  private final Runnable operation;

  Allocation(Runnable operation) {
    this.operation = operation;
    threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    if (!threads.isThreadAllocatedMemorySupported()) {
      throw new IllegalStateException("this Java runtime does not count allocated bytes");
    }
    threads.setThreadAllocatedMemoryEnabled(true);
  }

  @Override
  public double measure(long nanoseconds) {
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < OPERATIONS; i++) {
      operation.run();
    }
    long after = threads.getThreadAllocatedBytes(thread);
    return (double) (after - before) / OPERATIONS;
  }
}
