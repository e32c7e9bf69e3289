// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static java.util.Objects.requireNonNull;

/**
 * An objective threw an exception, which is the {@linkplain #getCause cause}. Nothing that was
 * found until then is lost: see {@link #best}.
 */
public final class ObjectiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SearchResult best;

  ObjectiveException(RuntimeException cause, SearchResult best) {
    super("the objective threw " + cause + " at evaluation " + (best.evaluations() + 1), cause);
    this.best = requireNonNull(best, "best");
  }

  /** {@return the best point seen before; parameters of the library hold it too} */
  public SearchResult best() {
    return best;
  }
}
