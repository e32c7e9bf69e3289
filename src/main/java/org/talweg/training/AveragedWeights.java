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

  /** Puts the trained weights back, to the bit. Closing again does nothing. */
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
