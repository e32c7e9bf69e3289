// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * The least number of elements that a loop is called with. HotSpot decides from the lengths it has
 * seen how far to unroll a loop, and so whether to vectorize it, for the life of the JVM.
 */
public final class ShortestRun {
  /** In a loop over {@code float}. */
  public static final int FLOATS = 160;

  /** In a loop over {@code double}. */
  public static final int DOUBLES = 96;

  private ShortestRun() {}
}
