// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import java.util.concurrent.locks.LockSupport;

/**
 * Runs a loop on the calling thread, or one half of it there and the other on a second thread. The
 * second thread waits awake for a moment, so that a loop of microseconds gains by it too.
 */
final class Halves {
  /** A loop over a range. */
  interface Loop {
    void run(int part, int from, int to);
  }

  private static final int SPINS = 1 << 14;
  private static final Loop NOTHING = (part, from, to) -> {};

  private final Thread second;
  private volatile Loop loop = NOTHING;
  private volatile int size;
  private volatile long ordered;
  private volatile long done;

  Halves(int threads) {
    if (threads < 1 || threads > 2) {
      throw new IllegalArgumentException("threads must be 1 or 2, but was " + threads);
    }
    second = threads == 1 ? null : new Thread(this::serve, "second half");
    if (second != null) {
      second.setDaemon(true);
      second.start();
    }
  }

  void run(int wholeSize, Loop wholeLoop) {
    if (second == null) {
      wholeLoop.run(0, 0, wholeSize);
      return;
    }
    loop = wholeLoop;
    size = wholeSize;
    long order = ordered + 1;
    ordered = order;
    LockSupport.unpark(second);
    wholeLoop.run(0, 0, wholeSize / 2);
    while (done != order) {
      if (!second.isAlive()) {
        throw new IllegalStateException("the second half failed");
      }
      Thread.onSpinWait();
    }
  }

  private void serve() {
    for (long order = 1; ; order++) {
      for (int spins = 0; ordered != order; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      loop.run(1, size / 2, size);
      done = order;
    }
  }
}
