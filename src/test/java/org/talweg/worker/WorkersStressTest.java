// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phases that fail now and then, on four workers whose executor can't be relied on. */
class WorkersStressTest {
  private static final int PHASES = 2_000;

  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final AtomicLong now = new AtomicLong();

  @AfterEach
  void helpersLeave() throws InterruptedException {
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).as("helpers leave").isTrue();
  }

  /** Runs a request, or refuses, drops, delays or doubles it, or runs it in the caller. */
  private final class Unreliable implements Executor {
    private final Random random;
    private final Queue<Runnable> delayed = new ArrayDeque<>();

    Unreliable(Random random) {
      this.random = random;
    }

    @Override
    public void execute(Runnable request) {
      switch (random.nextInt(8)) {
        case 0 -> throw new RejectedExecutionException();
        case 1 -> {}
        case 2 -> delayed.add(request);
        case 3 -> {
          pool.execute(request);
          pool.execute(request);
        }
        case 4 -> request.run();
        default -> pool.execute(request);
      }
    }

    void releaseSome() {
      while (!delayed.isEmpty() && random.nextInt(3) > 0) {
        pool.execute(delayed.remove());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyTaskRunsOnceOrIsSkippedAndNoneOutlivesItsPhase(long seed) throws Exception {
    Random random = new Random(seed);
    Unreliable executor = new Unreliable(random);
    Workers<RecordingPhase.Context> workers =
        new Workers<>(executor, 4, RecordingPhase.Context::new, now::get);
    List<RecordingPhase> phases = new ArrayList<>();
    for (int i = 0; i < PHASES; i++) {
      phases.add(runOne(workers, random, "seed " + seed + ", phase " + i));
      executor.releaseSome();
      now.addAndGet(random.nextInt(4) * BorrowedWorker.PATIENCE_NANOS);
    }
    helpersLeave();
    for (int i = 0; i < PHASES; i++) {
      phases.get(i).assertEachRanAtMostOnce("seed " + seed + ", in the end, phase " + i);
    }
  }

  private static RecordingPhase runOne(
      Workers<RecordingPhase.Context> workers, Random random, String when) {
    int tasks = random.nextInt(40);
    int failing = random.nextInt(3) == 0 ? random.nextInt(40) : tasks;
    int alsoFailing = random.nextBoolean() ? random.nextInt(40) : tasks;
    int spins = random.nextInt(100);
    RecordingPhase phase =
        new RecordingPhase(
            tasks,
            task -> {
              for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
              }
              if (task == failing || (task == alsoFailing && failing < tasks)) {
                throw new ArithmeticException("task " + task);
              }
            });
    workers.call();
    Throwable thrown = catchThrowable(() -> workers.run(phase));
    phase.over = true;
    if (failing < tasks) {
      phase.assertEachRanAtMostOnce(when);
      assertThat(thrown)
          .as(when)
          .isInstanceOf(ArithmeticException.class)
          .message()
          .isIn("task " + failing, "task " + alsoFailing);
    } else {
      assertThat(thrown).as(when).isNull();
      phase.assertEachRanOnce(when);
    }
    return phase;
  }
}
