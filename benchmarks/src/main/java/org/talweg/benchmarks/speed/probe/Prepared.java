// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

/**
 * An operation that needs something done before each run that must not count: the pipeline leaves
 * gradients of zero, and stepping on those would be another task, without clipping and soon with
 * denormal numbers. Long operations are timed one by one. For short ones the clock would disturb,
 * so the preparation alone is timed beside preparation and operation, and subtracted.
 */
final class Prepared implements Subject {
  private static final long LONG_NANOSECONDS = 50_000;

  private final Runnable preparation;
  private final Runnable operation;
  private final Subject both;
  private final Subject preparationAlone;

  Prepared(Runnable preparation, Runnable operation) {
    this.preparation = preparation;
    this.operation = operation;
    both =
        new Repeated(
            () -> {
              preparation.run();
              operation.run();
            });
    preparationAlone = new Repeated(preparation);
  }

  @Override
  public double measure(long nanoseconds) {
    long start = System.nanoTime();
    double single = one();
    if (single < LONG_NANOSECONDS) {
      return both.measure(nanoseconds / 2) - preparationAlone.measure(nanoseconds / 2);
    }
    double sum = 0;
    int operations = 0;
    do {
      sum += one();
      operations++;
    } while (System.nanoTime() - start < nanoseconds);
    return sum / operations;
  }

  private double one() {
    preparation.run();
    long start = System.nanoTime();
    operation.run();
    return System.nanoTime() - start;
  }
}
