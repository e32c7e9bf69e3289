// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

/** An operation run over and over. The clock is read so seldom that it does not count. */
final class Repeated implements Subject {
  private static final long BATCH_NANOSECONDS = 20_000;

  private final Runnable operation;
  private int batch = 1;

  Repeated(Runnable operation) {
    this.operation = operation;
  }

  @Override
  public double measure(long nanoseconds) {
    operation.run(); // brings the arrays back into cache
    long start = System.nanoTime();
    long operations = 0;
    long elapsed;
    do {
      for (int i = 0; i < batch; i++) {
        operation.run();
      }
      operations += batch;
      elapsed = System.nanoTime() - start;
      if (elapsed < BATCH_NANOSECONDS && batch < 1 << 16) {
        batch *= 2;
      }
    } while (elapsed < nanoseconds);
    return (double) elapsed / operations;
  }
}
