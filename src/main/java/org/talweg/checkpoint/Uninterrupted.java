// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Does what an interrupt would break off. A channel closes itself when its thread is interrupted,
 * so a run that is told to stop could not save its last state.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** The task; it is started again if an interrupt closed a channel. */
  interface Task<T> {
    T run() throws IOException;
  }

  /** Does it, and sets the thread's interrupt flag afterwards if it was, or became, set. */
  static <T> T call(Task<T> task) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return task.run();
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
