// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

import java.lang.ref.WeakReference;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker on a thread that the executor lends. Without a task it stays until the step's last
 * phase, and for some microseconds after it: the next phase or step finds it awake.
 *
 * <p>A request that has not started may be queued or lost, nobody can tell. So the worker asks
 * again, but waits four times as long for each request that is out: a dozen in a day.
 */
final class BorrowedWorker<C> {
  static final long PATIENCE_NANOS = 50_000_000;
  private static final long MOST_DOUBLINGS = 36; // a century
  private static final int SPINS_BETWEEN_LOOKS_AT_THE_CLOCK = 64;

  private final Workers<C> workers;
  private final int share;
  private final AtomicBoolean working = new AtomicBoolean();
  private final AtomicLong started = new AtomicLong(); // the newest request that has started
  private @Nullable C context; // used by the thread that has set working
  private volatile boolean refused;
  private Request request = new Request(this);
  private long asked; // the newest request
  private long askedAt;

  BorrowedWorker(Workers<C> workers, int share) {
    this.workers = workers;
    this.share = share;
  }

  /** Whether the worker has no thread and did not ask in vain a short time ago. */
  boolean needsThread(LongSupplier clock) {
    if (working.get()) {
      return false;
    }
    long out = requestsOut();
    return (out == 0 && !refused) || clock.getAsLong() - askedAt >= patience(out);
  }

  private long requestsOut() {
    return Math.max(0, asked - started.get());
  }

  /** Asks for a thread. */
  void ask(Executor executor, LongSupplier clock) {
    if (requestsOut() > 0) {
      request = new Request(this); // the executor may still have the last one
    }
    request.number = ++asked;
    refused = false;
    try {
      executor.execute(request);
    } catch (Throwable e) {
      asked--;
      refused = true;
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
    askedAt = clock.getAsLong();
  }

  private static long patience(long out) {
    return PATIENCE_NANOS << Math.min(2 * out, MOST_DOUBLINGS);
  }

  private void start(long number) {
    started.accumulateAndGet(number, Math::max);
    if (workers.isCalling()) {
      refused = true;
    } else if (working.compareAndSet(false, true)) {
      work();
    }
  }

  private void work() {
    do {
      try {
        C own = context();
        do {
          workers.takeTasks(share, own);
        } while (workComes());
      } catch (Throwable e) {
        refused = true; // no memory or no stack for another worker: the others do without
      } finally {
        working.set(false);
      }
    } while (!refused && workers.hasTasks(share) && working.compareAndSet(false, true));
  }

  private C context() {
    Workers.requireStack();
    C own = context;
    if (own == null) {
      own = workers.newContext();
      context = own;
    }
    return own;
  }

  /** Looks at its own share alone: looking at another's would slow its owner down. */
  private boolean workComes() {
    long begin = System.nanoTime();
    do {
      for (int i = 0; i < SPINS_BETWEEN_LOOKS_AT_THE_CLOCK; i++) {
        if (workers.hasTasks(share)) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (workers.mayComeAfter(System.nanoTime() - begin));
    return false;
  }

  /** The executor's task: it may keep this for ever without keeping a dropped trainer alive. */
  private static final class Request extends WeakReference<BorrowedWorker<?>> implements Runnable {
    private long number;

    Request(BorrowedWorker<?> worker) {
      super(worker);
    }

    @Override
    public void run() {
      BorrowedWorker<?> worker = get();
      if (worker != null) {
        worker.start(number);
      }
    }
  }
}
