// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final ExecutorService pool = Executors.newFixedThreadPool(3);
  private final InsistentExecutor insistent = new InsistentExecutor();
  private final AtomicInteger contexts = new AtomicInteger();

  @AfterEach
  void helpersLeave() throws InterruptedException {
    insistent.close();
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).as("helpers leave").isTrue();
  }

  private Workers<RecordingPhase.Context> workers(Executor executor, int count) {
    return new Workers<>(executor, count, this::context, System::nanoTime);
  }

  private RecordingPhase.Context context() {
    contexts.incrementAndGet();
    return new RecordingPhase.Context();
  }

  @Test
  void everyTaskOfEveryPhaseRunsExactlyOnceAndNoneAfterThePhase() {
    Workers<RecordingPhase.Context> workers = workers(pool, 4);
    for (int round = 0; round < 20_000; round++) {
      RecordingPhase phase = new RecordingPhase(round % 37);
      workers.call();
      workers.run(phase);
      phase.assertEachRanOnce("round " + round);
    }
    assertThat(contexts.get()).isBetween(1, 4);
  }

  @Test
  void fourWorkersWorkAtOnce() {
    Workers<RecordingPhase.Context> workers = workers(insistent, 4);
    AtomicInteger arrived = new AtomicInteger();
    RecordingPhase phase =
        new RecordingPhase(
            4,
            i -> {
              arrived.incrementAndGet();
              RecordingPhase.await(() -> arrived.get() == 4, "four tasks under way at once");
            });
    workers.call();
    workers.run(phase);
    phase.assertEachRanOnce("with a barrier");
    assertThat(contexts.get()).isEqualTo(4);
  }

  /** Between two phases a step may take longer than 50 µs, where it has many parameters. */
  @Test
  void helpersStayUntilTheLastPhaseAndAShortTimeAfterIt() {
    Workers<RecordingPhase.Context> workers = workers(insistent, 2);
    assertThat(workers.mayComeAfter(60_000)).as("before a step").isFalse();
    workers.call();
    assertThat(workers.mayComeAfter(900_000)).as("before the first phase").isTrue();
    assertThat(workers.mayComeAfter(1_100_000)).as("of a step that hangs").isFalse();
    workers.run(new RecordingPhase(10));
    assertThat(workers.mayComeAfter(900_000)).as("before the last phase").isTrue();
    workers.finish(new RecordingPhase(10, i -> assertThat(workers.mayComeAfter(900_000)).isTrue()));
    assertThat(workers.mayComeAfter(40_000)).as("before the next step").isTrue();
    assertThat(workers.mayComeAfter(60_000)).as("long after the last phase").isFalse();
  }

  @Test
  void helpersGoHomeAfterALastPhaseThatFailed() {
    Workers<RecordingPhase.Context> workers = workers(insistent, 2);
    RecordingPhase failing =
        new RecordingPhase(
            10,
            i -> {
              throw new UnsupportedOperationException("task " + i);
            });
    workers.call();
    assertThatThrownBy(() -> workers.finish(failing))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(workers.mayComeAfter(60_000)).isFalse();
  }

  @Test
  void oneWorkerRunsTheTasksInOrderAndAsksForNothing() {
    Workers<List<Integer>> workers =
        new Workers<>(
            task -> {
              throw new AssertionError("asked");
            },
            1,
            ArrayList::new,
            System::nanoTime);
    List<Integer> order = new ArrayList<>();
    workers.call();
    workers.run(
        new Phase<>() {
          @Override
          public int tasks() {
            return 5;
          }

          @Override
          public void run(int task, List<Integer> context) {
            context.add(task);
            order.clear();
            order.addAll(context);
          }
        });
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aContextIsMadeWhenAWorkerFirstRuns() {
    Workers<RecordingPhase.Context> workers = workers(pool, 4);
    assertThat(contexts.get()).isZero();
    workers.run(new RecordingPhase(10));
    workers.run(new RecordingPhase(10));
    assertThat(contexts.get()).as("nobody was called").isEqualTo(1);
  }

  @Test
  void thereAreNoMoreWorkersThanThreadsProcessorsOrTasks() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(count(1_000_000, Integer.MAX_VALUE)).isEqualTo(processors);
    assertThat(count(1_000_000, 1)).isEqualTo(1);
    assertThat(count(1_000_000, 0)).isEqualTo(1);
    assertThat(count(1, 1_000)).isEqualTo(1);
    assertThat(count(2, 1_000)).isEqualTo(Math.min(2, processors));
  }

  private int count(int threads, int mostTasks) {
    return Workers.of(pool, threads, mostTasks, Object::new).count();
  }

  @Test
  void anInterruptNeitherEndsTheWaitingNorIsLost() {
    Workers<RecordingPhase.Context> workers = workers(insistent, 2);
    Thread caller = Thread.currentThread();
    AtomicInteger arrived = new AtomicInteger();
    RecordingPhase phase =
        new RecordingPhase(
            2,
            i -> {
              arrived.incrementAndGet();
              RecordingPhase.await(() -> arrived.get() == 2, "both tasks under way");
              if (Thread.currentThread() != caller) {
                RecordingPhase.await(
                    () -> caller.getState() == Thread.State.TIMED_WAITING, "the caller parks");
              }
            });
    caller.interrupt();
    try {
      workers.call();
      workers.run(phase);
    } finally {
      assertThat(Thread.interrupted()).as("interrupted").isTrue();
    }
    phase.assertEachRanOnce("interrupted");
  }

  @Test
  void theCallerAllocatesNothingWhetherAloneOrWithHelpers() {
    assertThat(allocatedBy(workers(pool, 1), () -> {})).as("alone").isLessThan(200L * 16);
    AtomicReference<Runnable> handed = new AtomicReference<>();
    Thread helper = new Thread(() -> runWhatIsHanded(handed));
    helper.setDaemon(true);
    helper.start();
    Workers<RecordingPhase.Context> two = workers(handed::set, 2);
    Runnable untilIdle = () -> RecordingPhase.await(() -> handed.get() == null, "idle again");
    assertThat(allocatedBy(two, untilIdle)).as("helped").isLessThan(200L * 16);
    helper.interrupt();
  }

  private static void runWhatIsHanded(AtomicReference<Runnable> handed) {
    while (!Thread.currentThread().isInterrupted()) {
      Runnable request = handed.get();
      if (request != null) {
        request.run();
        handed.set(null);
      }
    }
  }

  private static long allocatedBy(Workers<RecordingPhase.Context> workers, Runnable between) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RecordingPhase phase = new RecordingPhase(8);
    long least = Long.MAX_VALUE;
    for (int repetition = 0; repetition < 5; repetition++) {
      long allocated = 0;
      for (int step = 0; step < 200; step++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        workers.call();
        workers.run(phase);
        allocated += threads.getCurrentThreadAllocatedBytes() - before;
        between.run();
      }
      least = Math.min(least, allocated);
    }
    return least;
  }
}
