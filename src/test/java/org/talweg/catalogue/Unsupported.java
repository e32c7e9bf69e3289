// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

/** What a framework has and the library has not; the message says what, and the detour if any. */
public final class Unsupported extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * What is not there.
   *
   * @param reason what, and why
   */
  public Unsupported(String reason) {
    super(reason);
  }
}
