// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a phase on the calling thread and on threads that the executor lends. Each
 * worker begins with its own share of the tasks and then takes from the others'. The caller waits
 * only for tasks that a worker has taken, never for one that has not started, so the executor
 * decides about speed alone, whatever it does with what it is given.
 *
 * <p>Whatever a task throws, and in whatever thread: the tasks not yet taken are skipped, those
 * under way are waited for, and then the caller gets the first failure as it was thrown, with later
 * ones suppressed in it. The next phase may follow as if nothing had happened.
 *
 * <p>Used by one thread at a time. With one worker, a phase is a plain loop.
 *
 * @param <C> what each worker has for itself, see {@link Phase}
 */
public final class Workers<C> {
  private static final int FRAMES = 48;

  /** Between phases a step does what depends on the number of parameters, perhaps out of cache. */
  private static final long LINGER_WITHIN_STEP_NANOS = 1_000_000;

  private static final long LINGER_NANOS = 50_000;

  private final Executor executor;
  private final Supplier<C> contexts;
  private final LongSupplier clock;
  private final Shares shares;
  private final List<BorrowedWorker<C>> borrowed = new ArrayList<>();
  private @Nullable C context;
  private @Nullable Phase<C> phase; // written before a phase's shares, read after taking from them
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread calling;
  private volatile boolean morePhases;

  /** Exactly so many workers, the caller included; the clock tells when to ask again. */
  Workers(Executor executor, int count, Supplier<C> contexts, LongSupplier clock) {
    this.executor = executor;
    this.contexts = contexts;
    this.clock = clock;
    this.shares = new Shares(count);
    if (count > 1) {
      shares.rehearse();
    }
    for (int share = 1; share < count; share++) {
      borrowed.add(new BorrowedWorker<>(this, share));
    }
  }

  /**
   * {@return as many workers as are asked for, but no more than there are processors or tasks:
   * beyond those they only hurt}
   *
   * @param executor lends threads; it may refuse, be late, drop a task or run it twice
   * @param threads the largest number of workers, the caller included
   * @param mostTasks the number of tasks of the largest phase to come
   * @param contexts makes a worker's context when it first runs
   * @param <C> the context
   */
  public static <C> Workers<C> of(
      Executor executor, int threads, int mostTasks, Supplier<C> contexts) {
    int useful = Math.min(mostTasks, Runtime.getRuntime().availableProcessors());
    int count = Math.max(1, Math.min(threads, useful));
    return new Workers<>(executor, count, contexts, System::nanoTime);
  }

  /** {@return the number of workers, the caller included} */
  public int count() {
    return borrowed.size() + 1;
  }

  /**
   * Asks for the threads of a step that begins; they wait for its phases until {@link #finish}, but
   * no more than a millisecond for each. What the executor throws only means that it lends no
   * thread.
   */
  public void call() {
    if (borrowed.isEmpty()) {
      return;
    }
    morePhases = true;
    for (int i = 0; i < borrowed.size(); i++) {
      if (borrowed.get(i).needsThread(clock)) {
        ask(borrowed.get(i));
      }
    }
  }

  private void ask(BorrowedWorker<C> worker) {
    calling = Thread.currentThread();
    try {
      worker.ask(executor, clock);
    } finally {
      calling = null;
    }
  }

  /**
   * Runs all tasks of a step's last phase, as {@link #run} does.
   *
   * @param last the phase
   */
  public void finish(Phase<C> last) {
    try {
      run(last);
    } finally {
      morePhases = false;
    }
  }

  /**
   * Runs all tasks. When this returns or throws, no task is under way.
   *
   * @param next the phase
   */
  public void run(Phase<C> next) {
    C own = callersContext();
    int tasks = next.tasks();
    if (borrowed.isEmpty() || tasks <= 1) {
      for (int task = 0; task < tasks; task++) {
        next.run(task, own);
      }
      return;
    }
    requireStack();
    phase = next;
    shares.begin(tasks);
    takeTasks(0, own);
    shares.await();
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      Workers.<RuntimeException>throwAsItIs(thrown);
    }
  }

  private C callersContext() {
    C own = context;
    if (own == null) {
      own = contexts.get();
      context = own;
    }
    return own;
  }

  /** Takes tasks until none is left and reports them together: until then no phase can follow. */
  void takeTasks(int share, C own) {
    int taken = 0;
    try {
      for (int task = shares.take(share); task != Shares.NONE; task = shares.take(share)) {
        taken++;
        attempt(task, own);
      }
    } finally {
      if (taken > 0) {
        shares.report(taken);
      }
    }
  }

  @SuppressWarnings("NullAway") // there is a phase where there are tasks
  private void attempt(int task, C own) {
    try {
      if (failure == null) {
        phase.run(task, own);
      }
    } catch (Throwable e) {
      failed(e);
    }
  }

  private synchronized void failed(Throwable e) {
    Throwable first = failure;
    if (first == null) {
      failure = e;
    } else if (first != e) {
      suppress(first, e);
    }
  }

  private static void suppress(Throwable first, Throwable later) {
    try {
      first.addSuppressed(later);
    } catch (VirtualMachineError noRoom) {
      // The first failure matters more than a list of all.
    }
  }

  /** A checked exception too, which a task in another language may throw undeclared. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwAsItIs(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /**
   * Overflows the stack now, if less than four kilobytes of it are left, rather than where tasks
   * are accounted for: interpreted, that takes up to two.
   */
  static void requireStack() {
    descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  /**
   * Numbers that are needed after the call stay on the stack in compiled code too, where a frame
   * without them takes 16 bytes rather than 80.
   */
  private static long descend(
      int frames, long a, long b, long c, long d, long e, long f, long g, long h) {
    if (frames == 0) {
      return 0;
    }
    long below = descend(frames - 1, h + 1, a + 1, b + 1, c + 1, d + 1, e + 1, f + 1, g + 1);
    return below + a ^ b + c ^ d + e ^ f + g ^ h;
  }

  boolean hasTasks(int share) {
    return shares.has(share);
  }

  /** Whether a thread waits on for tasks, after so long a time without any. */
  boolean mayComeAfter(long nanos) {
    return nanos < LINGER_NANOS || (morePhases && nanos < LINGER_WITHIN_STEP_NANOS);
  }

  /** Whether this thread is the one that is asking the executor: it has a worker already. */
  boolean isCalling() {
    return calling == Thread.currentThread();
  }

  C newContext() {
    return contexts.get();
  }
}
