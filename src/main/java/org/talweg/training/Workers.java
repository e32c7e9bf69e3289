package org.talweg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a phase on the calling thread and on helpers that the executor lends. All of
 * them take tasks from one counter; the caller never waits for a helper that has not started, and
 * returns when no task is left or under way.
 *
 * <p>The counter holds the number of the phase above the number of tasks not yet taken, so a helper
 * that comes late can't take a task of a phase that is over. A helper stays for some microseconds
 * after its last task: the next phase or step finds it awake.
 */
final class Workers {
  private static final long LINGER_NANOS = 50_000;
  private static final long PARK_NANOS = 20_000;
  private static final int SPINS_BETWEEN_LOOKS_AT_THE_CLOCK = 64;
  private static final int SPINS_BEFORE_PARKING = 1 << 12;

  private final Executor executor;
  private final List<Helper> helpers = new ArrayList<>();
  private final SumOfSquares callersSum = new SumOfSquares();
  private final AtomicLong untaken = new AtomicLong();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile Phase phase = NOTHING;

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
    for (int i = 1; i < threads; i++) {
      helpers.add(new Helper());
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
    unfinished.set(next.tasks());
    untaken.set((((untaken.get() >>> 32) + 1) << 32) | next.tasks());
    takeTasks(callersSum);
    for (int spins = 0; unfinished.get() > 0; spins++) {
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

  private void takeTasks(SumOfSquares sum) {
    for (long seen = untaken.get(); (int) seen > 0; seen = untaken.get()) {
      if (untaken.compareAndSet(seen, seen - 1)) {
        // Until this task is finished, the phase can't change.
        Phase current = phase;
        try {
          if (failure.get() == null) {
            current.run(current.tasks() - (int) seen, sum);
          }
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
  }

  private final class Helper implements Runnable {
    private final AtomicBoolean awake = new AtomicBoolean();
    private final SumOfSquares sum = new SumOfSquares();

    @Override
    public void run() {
      do {
        do {
          takeTasks(sum);
        } while (workComes());
        awake.set(false);
      } while ((int) untaken.get() > 0 && awake.compareAndSet(false, true));
    }

    private boolean workComes() {
      long end = System.nanoTime() + LINGER_NANOS;
      do {
        for (int i = 0; i < SPINS_BETWEEN_LOOKS_AT_THE_CLOCK; i++) {
          if ((int) untaken.get() > 0) {
            return true;
          }
          Thread.onSpinWait();
        }
      } while (System.nanoTime() - end < 0);
      return false;
    }
  }
}
