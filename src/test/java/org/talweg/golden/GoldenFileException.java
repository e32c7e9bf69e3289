// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

/** A golden file that cannot be read; the message is one line that says which, where and why. */
public final class GoldenFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GoldenFileException(String message) {
    super(message);
  }

  public GoldenFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
