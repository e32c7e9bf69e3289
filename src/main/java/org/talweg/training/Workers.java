package org.talweg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a phase on the calling thread and on helpers that the executor lends. Each has
 * a share of the tasks, the same in every step, so that its core finds the arrays in its cache; one
 * that is done with its share takes from the others'. The caller never waits for a helper that has
 * not started, and returns when no task is left or under way.
 *
 * <p>A share's counter holds the number of the phase above the number of tasks not yet taken, so a
 * helper that comes late can't take a task of a phase that is over. A helper stays for some
 * microseconds after its last task: the next phase or step finds it awake.
 */
final class Workers {
  private static final long LINGER_NANOS = 50_000;
  private static final long PARK_NANOS = 20_000;
  private static final int SPINS_BETWEEN_LOOKS_AT_THE_CLOCK = 64;
  private static final int SPINS_BEFORE_PARKING = 1 << 12;

  /** Counters stand 128 bytes apart, so that changing one does not slow another down. */
  private static final int APART = 16;

  private static final int UNFINISHED = APART;

  private final Executor executor;
  private final List<Helper> helpers = new ArrayList<>();
  private final SumOfSquares callersSum = new SumOfSquares();
  private final int shares;
  private final AtomicLongArray counters;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private Phase phase = NOTHING; // written before the shares' counters, read after taking from one

  private static final Phase NOTHING =
      new Phase() {
        @Override
        public int tasks() {
          return 0;
        }

        @Override
        public void run(int task, SumOfSquares sum) {}
      };

  Workers(Executor executor, int threads) {
    this.executor = executor;
    this.shares = threads;
    this.counters = new AtomicLongArray(untaken(threads));
    for (int share = 1; share < threads; share++) {
      helpers.add(new Helper(share));
    }
  }

  /**
   * Calls the helpers, who wait a moment for work. Comes before the first phase of a step, so that
   * an executor which refuses leaves the step undone.
   */
  void call() {
    for (int i = 0; i < helpers.size(); i++) {
      Helper helper = helpers.get(i);
      if (helper.awake.compareAndSet(false, true)) {
        try {
          executor.execute(helper);
        } catch (RuntimeException | Error e) {
          helper.awake.set(false);
          throw e;
        }
      }
    }
  }

  /** Runs all tasks and returns when they are done; throws what the first failing task threw. */
  void run(Phase next) {
    if (helpers.isEmpty()) {
      for (int task = 0; task < next.tasks(); task++) {
        next.run(task, callersSum);
      }
      return;
    }
    phase = next;
    counters.setRelease(UNFINISHED, next.tasks());
    for (int share = shares - 1; share >= 0; share--) {
      int tasks = firstTask(next, share + 1) - firstTask(next, share);
      int counter = untaken(share);
      counters.setRelease(counter, (((counters.getPlain(counter) >>> 32) + 1) << 32) | tasks);
    }
    takeTasks(0, callersSum);
    for (int spins = 0; counters.get(UNFINISHED) > 0; spins++) {
      if (spins < SPINS_BEFORE_PARKING) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PARK_NANOS);
      }
    }
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private int firstTask(Phase some, int share) {
    return (int) ((long) some.tasks() * share / shares);
  }

  private static int untaken(int share) {
    return UNFINISHED + (share + 1) * APART;
  }

  /**
   * Takes tasks of one share, then of those after it, until none is left. Reports them together:
   * until then the phase can't change.
   */
  private void takeTasks(int first, SumOfSquares sum) {
    int finished = 0;
    for (int i = 0; i < shares; i++) {
      int share = (first + i) % shares;
      int counter = untaken(share);
      for (long seen = counters.get(counter); (int) seen > 0; seen = counters.get(counter)) {
        if (counters.compareAndSet(counter, seen, seen - 1)) {
          run(phase, firstTask(phase, share + 1) - (int) seen, sum);
          finished++;
        }
      }
    }
    if (finished > 0) {
      counters.getAndAdd(UNFINISHED, -finished);
    }
  }

  private void run(Phase current, int task, SumOfSquares sum) {
    try {
      if (failure.get() == null) {
        current.run(task, sum);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private final class Helper implements Runnable {
    private final int share;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final SumOfSquares sum = new SumOfSquares();

    Helper(int share) {
      this.share = share;
    }

    @Override
    public void run() {
      do {
        do {
          takeTasks(share, sum);
        } while (workComes());
        awake.set(false);
      } while (hasWork() && awake.compareAndSet(false, true));
    }

    /** Looks at its own share alone: looking at another's would slow its owner down. */
    private boolean hasWork() {
      return (int) counters.get(untaken(share)) > 0;
    }

    private boolean workComes() {
      long end = System.nanoTime() + LINGER_NANOS;
      do {
        for (int i = 0; i < SPINS_BETWEEN_LOOKS_AT_THE_CLOCK; i++) {
          if (hasWork()) {
            return true;
          }
          Thread.onSpinWait();
        }
      } while (System.nanoTime() - end < 0);
      return false;
    }
  }
}
