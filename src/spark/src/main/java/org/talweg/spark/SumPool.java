package org.talweg.spark;

import java.lang.ref.SoftReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sums that tasks of this JVM leave to the tasks after them: at a million weights, one is 64 MB,
 * and garbage collection would take as long as the summing. The JVM takes them back when memory is
 * short. A task that fails leaves nothing.
 */
final class SumPool {
  private static final ConcurrentHashMap<Integer, Queue<SoftReference<PartialSum>>> FREE =
      new ConcurrentHashMap<>();

  private SumPool() {}

  /** Sums of no example, the caller's until it gives them back. */
  static PartialSum take(int length) {
    Queue<SoftReference<PartialSum>> free = free(length);
    for (SoftReference<PartialSum> next = free.poll(); next != null; next = free.poll()) {
      PartialSum sum = next.get();
      if (sum != null) {
        return sum;
      }
    }
    return new PartialSum(length);
  }

  /** Clears sums that the caller doesn't use any more. */
  static void giveBack(PartialSum sum) {
    sum.clear();
    free(sum.length()).add(new SoftReference<>(sum));
  }

  private static Queue<SoftReference<PartialSum>> free(int length) {
    return FREE.computeIfAbsent(length, n -> new ConcurrentLinkedQueue<>());
  }
}
