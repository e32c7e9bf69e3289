// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

/**
 * The time during which the parameters hold their averages, ended by {@link #close}. What is
 * written to the weights meanwhile is lost; the averages stay as they were.
 *
 * <pre>{@code
 * try (AveragedWeights averaged = trainer.useAverages()) {
 *   evaluate(model);
 * }
 * }</pre>
 */
public final class AveragedWeights implements AutoCloseable {
  private final Runnable putBack;
  private boolean closed;

  AveragedWeights(Runnable putBack) {
    this.putBack = putBack;
  }

  /**
   * Puts the trained weights back, to the bit. Waits for a call of another thread that is under
   * way. Closing again does nothing, unless it failed, when it is tried again; nor does closing
   * after a checkpoint was restored.
   *
   * @throws IllegalStateException if a row of a parameter was replaced by another array
   */
  @Override
  public void close() {
    if (!closed) {
      putBack.run();
      closed = true;
    }
  }

  @Override
  public String toString() {
    return closed ? "averages, put back" : "averages in use";
  }
}
