// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Starts a thread for each request and runs it again and again until closed: a helper that went
 * home because the caller was slow is back at once, so a test can count on it.
 */
final class InsistentExecutor implements Executor {
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  @Override
  public synchronized void execute(Runnable request) {
    Thread thread =
        new Thread(
            () -> {
              while (!closed) {
                request.run();
              }
            });
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  void close() throws InterruptedException {
    closed = true;
    for (Thread thread : threads) {
      thread.join(10_000);
      assertThat(thread.isAlive()).as("a helper that does not leave").isFalse();
    }
  }
}
