// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * The tasks of the present phase, divided into a share for each worker: the same one in every step,
 * so that its core finds the arrays in its cache.
 *
 * <p>A share's counter holds the number of the phase above the number of tasks not yet taken, so a
 * worker that comes late can't take a task of a phase that is over. All counters together say
 * nothing of tasks under way: those are counted apart, as long as they are not reported.
 */
final class Shares {
  /** Returned by {@link #take} when no task is left. */
  static final int NONE = -1;

  /** Counters stand 128 bytes apart, so that changing one does not slow another down. */
  private static final int APART = 16;

  private static final int UNREPORTED = APART;
  private static final int SPINS_BEFORE_PARKING = 1 << 12;
  private static final long PARK_NANOS = 20_000;

  private final int count;
  private final AtomicLongArray counters;
  private int tasks; // written before the counters, read after taking from one

  Shares(int count) {
    this.count = count;
    this.counters = new AtomicLongArray(untaken(count));
  }

  /** Loads and links now what a phase calls: near the end of a stack there is no room for that. */
  void rehearse() {
    begin(1);
    while (take(0) != NONE) {
      report(1);
    }
    await();
    LockSupport.unpark(null);
  }

  /** Begins the next phase; nothing of the one before may be unreported. */
  void begin(int newTasks) {
    tasks = newTasks;
    counters.setRelease(UNREPORTED, newTasks);
    for (int share = count - 1; share >= 0; share--) {
      int counter = untaken(share);
      long phase = (counters.getPlain(counter) >>> 32) + 1;
      counters.setRelease(counter, (phase << 32) | (firstTask(share + 1) - firstTask(share)));
    }
  }

  /** Takes a task of one share, or of those after it, or {@link #NONE}. */
  int take(int first) {
    for (int i = 0; i < count; i++) {
      int share = (first + i) % count;
      int counter = untaken(share);
      for (long seen = counters.get(counter); (int) seen > 0; seen = counters.get(counter)) {
        if (counters.compareAndSet(counter, seen, seen - 1)) {
          return firstTask(share + 1) - (int) seen;
        }
      }
    }
    return NONE;
  }

  /** Whether a share has tasks that nobody took. */
  boolean has(int share) {
    return (int) counters.get(untaken(share)) > 0;
  }

  /** Reports tasks that were taken as done or given up; the phase can't end before. */
  void report(int taken) {
    counters.getAndAdd(UNREPORTED, -taken);
  }

  /** Waits until all tasks are reported. An interrupt is kept for later. */
  void await() {
    boolean interrupted = false;
    for (int spins = 0; counters.get(UNREPORTED) > 0; spins++) {
      if (spins < SPINS_BEFORE_PARKING) {
        Thread.onSpinWait();
      } else {
        spins = SPINS_BEFORE_PARKING;
        LockSupport.parkNanos(PARK_NANOS);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private int firstTask(int share) {
    return (int) ((long) tasks * share / count);
  }

  private static int untaken(int share) {
    return UNREPORTED + (share + 1) * APART;
  }
}
