package org.talweg.benchmarks.speed;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a loop on the calling thread, or one half of it there and the other on a second thread. */
final class Halves {
  /** A loop over a range. */
  interface Loop {
    void run(int part, int from, int to);
  }

  private final ExecutorService second;

  Halves(int threads) {
    if (threads < 1 || threads > 2) {
      throw new IllegalArgumentException("threads must be 1 or 2, but was " + threads);
    }
    second =
        threads == 1
            ? null
            : Executors.newSingleThreadExecutor(
                task -> {
                  Thread thread = new Thread(task, "second half");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  void run(int size, Loop loop) {
    if (second == null) {
      loop.run(0, 0, size);
      return;
    }
    int middle = size / 2;
    Future<?> rest = second.submit(() -> loop.run(1, middle, size));
    loop.run(0, 0, middle);
    try {
      rest.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the second half failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the second half", e);
    }
  }
}
