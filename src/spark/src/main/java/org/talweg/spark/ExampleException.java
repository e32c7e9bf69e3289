package org.talweg.spark;

import org.jspecify.annotations.Nullable;

/** What the loss of an example threw, on an executor; the cause is what was thrown there. */
public final class ExampleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ExampleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
