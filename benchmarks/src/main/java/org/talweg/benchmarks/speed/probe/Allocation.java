// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that an operation allocates on the calling thread, exactly. */
final class Allocation implements Subject {
  private static final int OPERATIONS = 1_000;
  private static final int KNOWN = 984;
  private static final int MOST_SEEN = 1_100;

  private final ThreadMXBean threads;
  private final Runnable operation;

  @SuppressWarnings("UnusedVariable") // written, so that the compiler can't leave the array out
  private volatile byte[] last = {};

  Allocation(Runnable operation) {
    this.operation = operation;
    threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    if (!threads.isThreadAllocatedMemorySupported()) {
      throw new IllegalStateException("this Java runtime does not count allocated bytes");
    }
    threads.setThreadAllocatedMemoryEnabled(true);
  }

  /** The bytes of one operation, after the meter has been seen to count a known array. */
  @Override
  public double measure(long nanoseconds) {
    double known = bytes(() -> last = new byte[KNOWN]);
    if (known < KNOWN || known > MOST_SEEN) {
      throw new IllegalStateException(
          "the meter of allocated bytes is wrong: it sees "
              + known
              + " bytes in an array of "
              + KNOWN);
    }
    return bytes(operation);
  }

  private double bytes(Runnable repeated) {
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < OPERATIONS; i++) {
      repeated.run();
    }
    long after = threads.getThreadAllocatedBytes(thread);
    return (double) (after - before) / OPERATIONS;
  }
}
