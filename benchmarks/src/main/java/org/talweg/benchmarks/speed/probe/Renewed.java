// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import java.util.Random;
import java.util.function.Supplier;

/**
 * An operation that gets new arrays for each measurement. Where arrays begin within a cache line
 * decides up to a third of the time of a loop in cache, and two loops over different arrays are not
 * to be compared by that; so every window sees other places.
 */
final class Renewed implements Subject {
  private static final int LINE = 64;

  private final Supplier<Runnable> source;
  private final Random places = new Random(1);

  @SuppressWarnings("UnusedVariable") // written, so that the compiler can't leave the array out
  private byte[] gap = {};

  Renewed(Supplier<Runnable> source) {
    this.source = source;
  }

  @Override
  public double measure(long nanoseconds) {
    gap = new byte[places.nextInt(LINE)];
    return new Repeated(source.get()).measure(nanoseconds);
  }
}
