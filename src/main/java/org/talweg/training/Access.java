package org.talweg.training;

import java.util.concurrent.atomic.AtomicBoolean;

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
}
