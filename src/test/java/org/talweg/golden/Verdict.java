// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

/** What a replay found. */
public enum Verdict {
  /** The library agrees with the reference. */
  PASS("pass"),
  /** It does not, or the case cannot be replayed as it is written. */
  FAIL("fail"),
  /** The library does not have it, or what the replay needs was not given. */
  UNSUPPORTED("unsupported"),
  /** The optimizer's name is not known. */
  UNKNOWN("unknown optimizer"),
  /** The file cannot be read. */
  UNREADABLE("unreadable");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
