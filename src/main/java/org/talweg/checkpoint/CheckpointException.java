// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import org.talweg.internal.Excerpt;

/** A checkpoint can't be read or written. The message names the file and says what is wrong. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  private static final int LONGEST_PATH = 500;
  private static final int LONGEST_PROBLEM = 1_000;

  CheckpointException(Path file, String problem) {
    super(Excerpt.of(file.toString(), LONGEST_PATH) + ": " + Excerpt.of(problem, LONGEST_PROBLEM));
  }

  CheckpointException(Path file, String problem, Throwable cause) {
    this(file, problem);
    initCause(cause);
  }
}
