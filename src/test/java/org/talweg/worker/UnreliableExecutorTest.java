// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the executor does with a request, it decides about speed alone. */
class UnreliableExecutorTest {
  private static final long DAY = 24L * 3600 * 1_000_000_000;
  private static final long LINGER = 50_000;

  private final InsistentExecutor reliable = new InsistentExecutor();
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void helpersLeave() throws InterruptedException {
    reliable.close();
  }

  private Workers<RecordingPhase.Context> workers(int count, Executor executor) {
    return new Workers<>(
        request -> {
          asked.incrementAndGet();
          executor.execute(request);
        },
        count,
        RecordingPhase.Context::new,
        now::get);
  }

  private static void step(Workers<RecordingPhase.Context> workers, String when) {
    RecordingPhase phase = new RecordingPhase(20);
    workers.call();
    workers.run(phase);
    phase.assertEachRanOnce(when);
  }

  /** Holds only if a helper takes part. */
  private static void stepOfTwo(Workers<RecordingPhase.Context> workers) {
    AtomicInteger arrived = new AtomicInteger();
    RecordingPhase phase =
        new RecordingPhase(
            2,
            i -> {
              arrived.incrementAndGet();
              RecordingPhase.await(() -> arrived.get() == 2, "two tasks under way");
            });
    workers.call();
    workers.run(phase);
    phase.assertEachRanOnce("with a helper");
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable e) throws T {
    throw (T) e;
  }

  @Test
  void oneThatRefusesIsAskedAgainLaterAndFailsNoStep() {
    List<Throwable> reasons =
        List.of(new RejectedExecutionException(), new Exception("checked"), new Error("error"));
    for (Throwable reason : reasons) {
      asked.set(0);
      Workers<RecordingPhase.Context> workers =
          workers(3, request -> UnreliableExecutorTest.<RuntimeException>sneak(reason));
      for (int i = 0; i < 100; i++) {
        step(workers, "refused");
      }
      assertThat(asked.get()).as("asked, two helpers").isEqualTo(2);
      for (int i = 0; i < 100; i++) {
        now.addAndGet(BorrowedWorker.PATIENCE_NANOS);
        step(workers, "refused");
      }
      assertThat(asked.get()).as("asked a hundred times more").isEqualTo(202);
    }
  }

  @Test
  void oneThatRefusedForAWhileLendsAThreadAfterwards() {
    boolean[] open = new boolean[1];
    Workers<RecordingPhase.Context> workers =
        workers(
            2,
            request -> {
              if (!open[0]) {
                throw new RejectedExecutionException();
              }
              reliable.execute(request);
            });
    for (int i = 0; i < 10; i++) {
      now.addAndGet(BorrowedWorker.PATIENCE_NANOS);
      step(workers, "refused");
    }
    open[0] = true;
    now.addAndGet(BorrowedWorker.PATIENCE_NANOS);
    stepOfTwo(workers);
  }

  @Test
  void anInterruptThatARefusalSwallowedIsSetAgain() {
    Workers<RecordingPhase.Context> workers =
        workers(
            2,
            request ->
                UnreliableExecutorTest.<RuntimeException>sneak(new InterruptedException("full")));
    workers.call();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void oneThatRunsTasksInTheCallerIsLeftAtOnceAndAskedSeldom() {
    Workers<RecordingPhase.Context> workers = workers(4, Runnable::run);
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      now.addAndGet(BorrowedWorker.PATIENCE_NANOS);
      long start = System.nanoTime();
      workers.call();
      shortest = Math.min(shortest, System.nanoTime() - start);
      step(workers, "in the caller");
    }
    assertThat(asked.get()).isEqualTo(200 * 3);
    assertThat(shortest).as("nanoseconds for three requests").isLessThan(LINGER);
  }

  @Test
  void oneThatDropsRequestsIsAskedAboutADozenTimesADay() {
    Workers<RecordingPhase.Context> workers = workers(2, dropped -> {});
    step(workers, "dropped");
    step(workers, "dropped");
    assertThat(asked.get()).isEqualTo(1);
    for (long end = now.get() + DAY; now.get() < end; now.addAndGet(100_000_000)) {
      workers.call();
    }
    assertThat(asked.get()).isBetween(8, 12);
  }

  @Test
  void oneThatDroppedRequestsLendsAThreadWhenAskedAgain() {
    Workers<RecordingPhase.Context> workers =
        workers(
            2,
            request -> {
              if (asked.get() > 3) {
                reliable.execute(request);
              }
            });
    for (int i = 0; i < 3; i++) {
      step(workers, "dropped");
      now.addAndGet(DAY);
    }
    stepOfTwo(workers);
  }

  @Test
  void oneThatStartsARequestTooLateFindsNothingToDoAndIsAskedAgainAtOnce() {
    Queue<Runnable> queue = new ArrayDeque<>();
    Workers<RecordingPhase.Context> workers = workers(2, queue::add);
    RecordingPhase phase = new RecordingPhase(10);
    workers.call();
    workers.run(phase);
    now.addAndGet(DAY);
    workers.call();
    assertThat(queue).hasSize(2);
    phase.over = true;
    queue.forEach(Runnable::run);
    phase.assertEachRanOnce("late");
    step(workers, "after the late start");
    assertThat(queue).hasSize(3);
  }

  @Test
  void requestsThatStartInTheirOrderAnHourLateStayFew() {
    Queue<Runnable> queue = new ArrayDeque<>();
    Queue<Long> due = new ArrayDeque<>();
    Workers<RecordingPhase.Context> workers = workers(2, queue::add);
    int most = 0;
    for (long end = DAY; now.get() < end; now.addAndGet(1_000_000_000)) {
      while (!due.isEmpty() && due.element() <= now.get()) {
        due.remove();
        queue.remove().run();
      }
      workers.call();
      while (due.size() < queue.size()) {
        due.add(now.get() + DAY / 24);
      }
      most = Math.max(most, queue.size());
    }
    assertThat(most).as("requests in the queue").isBetween(2, 12);
  }

  @Test
  void oneThatRunsARequestOnTwoThreadsAtOnceRunsNoTaskTwice() {
    Workers<RecordingPhase.Context> workers =
        workers(
            3,
            request -> {
              reliable.execute(request);
              reliable.execute(request);
            });
    for (int i = 0; i < 5_000; i++) {
      step(workers, "twice, step " + i);
    }
  }

  @Test
  void oneThatKeepsRequestsForEverKeepsNoWorkers() throws InterruptedException {
    List<Runnable> kept = new ArrayList<>();
    List<WeakReference<Object>> dropped = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      dropped.add(droppedAfterAStep(kept::add));
    }
    for (int i = 0; i < 100 && dropped.stream().anyMatch(d -> d.get() != null); i++) {
      System.gc();
      new WeakReference<>(new Object()).get();
    }
    assertThat(dropped).extracting(WeakReference::get).containsOnlyNulls();
    assertThat(kept).hasSize(40);
    kept.forEach(Runnable::run);
  }

  private WeakReference<Object> droppedAfterAStep(Executor executor) {
    Workers<RecordingPhase.Context> workers = workers(3, executor);
    step(workers, "kept");
    return new WeakReference<>(workers);
  }

  @Test
  void aHelperWithoutMemoryForItsContextStaysAtHome() {
    Thread caller = Thread.currentThread();
    AtomicInteger tried = new AtomicInteger();
    Workers<RecordingPhase.Context> workers =
        new Workers<>(
            reliable,
            2,
            () -> {
              if (Thread.currentThread() != caller) {
                tried.incrementAndGet();
                throw new OutOfMemoryError("no room for scratch");
              }
              return new RecordingPhase.Context();
            },
            now::get);
    step(workers, "without memory");
    RecordingPhase.await(() -> tried.get() > 0, "the helper tries");
    step(workers, "without memory");
  }

  @Test
  void aCallerWithoutMemoryForItsContextRunsNothing() {
    Workers<RecordingPhase.Context> workers =
        new Workers<>(
            reliable,
            2,
            () -> {
              throw new OutOfMemoryError("no room for scratch");
            },
            now::get);
    RecordingPhase phase = new RecordingPhase(10);
    assertThatThrownBy(() -> workers.run(phase)).isInstanceOf(OutOfMemoryError.class);
    assertThat(phase.total()).isZero();
  }
}
