package org.talweg.benchmarks.conformance;

/** A golden file that cannot be read; the message is one line that says which, where and why. */
final class GoldenFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  GoldenFileException(String message) {
    super(message);
  }

  GoldenFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
