package org.talweg.training;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One call at a time. A second one, from another thread or from inside the first (a schedule, a
 * rule or a transform), is an error that changes nothing.
 */
final class Access {
  private final AtomicBoolean busy = new AtomicBoolean();

  void enter(String call) {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          call
              + " was called while another call to the trainer is under way, from another thread or"
              + " from a schedule, rule or transform: a trainer takes one call at a time");
    }
  }

  void leave() {
    busy.setRelease(false);
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
