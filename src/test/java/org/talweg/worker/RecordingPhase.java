// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** A phase that counts how often each task runs, and notes what must not happen. */
final class RecordingPhase implements Phase<RecordingPhase.Context> {
  /** Something that only one thread may use. */
  static final class Context {
    final AtomicBoolean used = new AtomicBoolean();
  }

  private final AtomicIntegerArray runs;
  private final IntConsumer task;
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger sharedContexts = new AtomicInteger();
  private final AtomicInteger late = new AtomicInteger();

  /** Set when the phase has ended, however it did: no task may be under way from then on. */
  volatile boolean over;

  /** Set when a task has run. */
  volatile boolean begun;

  RecordingPhase(int tasks, IntConsumer task) {
    this.runs = new AtomicIntegerArray(tasks);
    this.task = task;
  }

  RecordingPhase(int tasks) {
    this(tasks, i -> {});
  }

  @Override
  public int tasks() {
    return runs.length();
  }

  @Override
  public void run(int i, Context context) {
    active.incrementAndGet();
    boolean alone = context.used.compareAndSet(false, true);
    try {
      if (!alone) {
        sharedContexts.incrementAndGet();
      }
      begun = true;
      runs.incrementAndGet(i);
      task.accept(i);
    } finally {
      if (alone) {
        context.used.set(false);
      }
      if (over) {
        late.incrementAndGet();
      }
      active.decrementAndGet();
    }
  }

  /** The number of tasks that have run, those run twice counted twice. */
  int total() {
    int total = 0;
    for (int i = 0; i < runs.length(); i++) {
      total += runs.get(i);
    }
    return total;
  }

  void assertEachRanOnce(String when) {
    assertEachRanAtMostOnce(when);
    assertThat(total()).as(when).isEqualTo(tasks());
  }

  void assertEachRanAtMostOnce(String when) {
    assertThat(active.get()).as("tasks under way, %s", when).isZero();
    assertNoneOutlivedIt(when);
    assertThat(sharedContexts.get()).as("contexts used by two threads, %s", when).isZero();
    for (int i = 0; i < runs.length(); i++) {
      assertThat(runs.get(i)).as("runs of task %d, %s", i, when).isLessThanOrEqualTo(1);
    }
  }

  void assertNoneOutlivedIt(String when) {
    assertThat(late.get()).as("tasks that ended after the phase, %s", when).isZero();
  }

  /** Waits for another thread; ten seconds are for ever. */
  static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waited in vain: %s", what).isNegative();
      Thread.onSpinWait();
    }
  }
}
