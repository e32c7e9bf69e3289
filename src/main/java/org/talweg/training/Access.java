// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call at a time. A second one, from another thread or from inside the first (a schedule, a
 * rule or a transform), is an error that changes nothing; one that cleans up waits for its turn.
 */
final class Access {
  private static final long PAUSE_NANOS = 20_000;

  /** The methods between entering and leaving. */
  private static final Set<String> CALLS =
      Set.of(
          Access.class.getName() + ".run",
          Access.class.getName() + ".runInTurn",
          Access.class.getName() + ".get",
          Trainer.class.getName() + ".step",
          Trainer.class.getName() + ".stepWeighted",
          Trainer.class.getName() + ".stepOnly",
          Trainer.class.getName() + ".flush",
          Trainer.class.getName() + ".begin",
          Trainer.class.getName() + ".zeroGradients");

  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();

  void enter(String call) {
    if (!owner.compareAndSet(null, Thread.currentThread()) && !takeOver()) {
      throw new IllegalStateException(
          call
              + " was called while another call to the trainer is under way, from another thread or"
              + " from a schedule, rule, transform or evaluation: a trainer takes one call at a time");
    }
  }

  void leave() {
    owner.setRelease(null);
  }

  /** Enters as soon as no other thread's call is under way. */
  private void await(String call) {
    boolean interrupted = false;
    while (owner.get() != Thread.currentThread()
        && !owner.compareAndSet(null, Thread.currentThread())) {
      LockSupport.parkNanos(PAUSE_NANOS);
      interrupted |= Thread.interrupted(); // or parking would end at once
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (isInside()) {
      leave();
      throw new IllegalStateException(
          call + " was called from a schedule, rule, transform or evaluation of the same trainer");
    }
  }

  /**
   * A call of this thread that ended without a word: a stack overflow can keep {@link #leave} from
   * being called. It is over if none of the trainer's calls is on the stack.
   */
  private boolean takeOver() {
    return owner.get() == Thread.currentThread() && !isInside();
  }

  /** Whether a call of a trainer is on the stack, below the present one. */
  private static boolean isInside() {
    long calls =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .filter(CALLS::contains)
                        .limit(2)
                        .count());
    return calls > 1;
  }

  /** Runs an action as a call of its own. */
  void run(String call, Runnable action) {
    enter(call);
    try {
      action.run();
    } finally {
      leave();
    }
  }

  /** Runs an action as a call of its own, once no other is under way. */
  void runInTurn(String call, Runnable action) {
    await(call);
    try {
      action.run();
    } finally {
      leave();
    }
  }

  /** Gets a result as a call of its own. */
  <T> T get(String call, Supplier<T> action) {
    enter(call);
    try {
      return action.get();
    } finally {
      leave();
    }
  }
}
