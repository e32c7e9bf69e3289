package org.talweg.engine;

import java.lang.ref.WeakReference;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker on a thread that the executor lends. After its last task it stays for some microseconds:
 * the next phase or step finds it awake.
 *
 * <p>A request that has not started may be queued or lost, nobody can tell. So the worker asks
 * again, but waits four times as long for each request that is out: a dozen in a day.
 */
final class BorrowedWorker<C> {
  static final long PATIENCE_NANOS = 50_000_000;
  private static final long MOST_DOUBLINGS = 36; // a century
  private static final long LINGER_NANOS = 50_000;
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

  /** Asks for a thread, unless the worker has one or asked in vain a short time ago. */
  void ask(Executor executor, LongSupplier clock) {
    long out = Math.max(0, asked - started.get());
    if (working.get() || ((out > 0 || refused) && clock.getAsLong() - askedAt < patience(out))) {
      return;
    }
    if (out > 0) {
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
    long end = System.nanoTime() + LINGER_NANOS;
    do {
      for (int i = 0; i < SPINS_BETWEEN_LOOKS_AT_THE_CLOCK; i++) {
        if (workers.hasTasks(share)) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - end < 0);
    return false;
  }

  /** What the executor gets: it may keep this for ever without keeping a dropped trainer alive. */
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
