// SPDX-License-Identifier: Apache-2.0
package org.talweg.matrix;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Memory that is needed within a call: threads take it and give it back, so there is as much of it
 * as calls ever ran at once, and none is allocated later.
 *
 * @param <T> a kind of memory
 */
public final class Pool<T> {
  private final Supplier<T> source;
  private final ArrayDeque<T> free = new ArrayDeque<>();

  /**
   * A pool without memory yet.
   *
   * @param source allocates one piece
   */
  public Pool(Supplier<T> source) {
    this.source = source;
  }

  /** {@return a piece for the caller alone, the last one given back if there is one} */
  public synchronized T take() {
    T last = free.pollLast();
    return last == null ? source.get() : last;
  }

  /**
   * Gives a piece back. One that an error kept from it is left to the garbage collector.
   *
   * @param piece what was taken
   */
  public synchronized void give(T piece) {
    free.addLast(piece);
  }
}
