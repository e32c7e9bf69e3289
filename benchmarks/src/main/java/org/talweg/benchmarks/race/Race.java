// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.talweg.benchmarks.race.task.Task;

/**
 * All runs of the race. Each run has one thread and data of its own, so what it computes doesn't
 * depend on how many run at once.
 */
final class Race {
  private static final int WARM_UP_EXAMPLES = 2000;

  private Race() {}

  /** The runs of a race, initializer by initializer. */
  static List<Run> runs(RaceSettings settings, Task task) {
    List<Run> runs = new ArrayList<>();
    for (Start start : settings.starts()) {
      for (Contestant contestant : settings.contestants()) {
        runs.add(Run.of(settings, task, contestant, start));
      }
    }
    return runs;
  }

  /** The steps of some runs together. */
  static long steps(List<Run> runs) {
    return runs.stream().mapToLong(Run::steps).sum();
  }

  /**
   * A short run of each optimizer, so that the clock of the race's first runs doesn't count what
   * the JVM takes to compile the loops.
   */
  static void warmUp(RaceSettings settings, Task task, int threads, Run.Listener listener)
      throws IOException, InterruptedException {
    go(warmUpRuns(settings, task), threads, listener);
  }

  /** The steps of all warm-up runs together. */
  static long warmUpSteps(RaceSettings settings, Task task) {
    return steps(warmUpRuns(settings, task));
  }

  private static List<Run> warmUpRuns(RaceSettings settings, Task task) {
    int some = Math.min(task.train().size(), Math.max(settings.batch(), WARM_UP_EXAMPLES));
    RaceSettings shorter =
        new RaceSettings(
            settings.contestants(),
            settings.starts().subList(0, 1),
            1,
            settings.batch(),
            settings.seed(),
            1);
    return runs(shorter, task.first(some));
  }

  /** The results of some runs, in their order. */
  static List<RunResult> go(List<Run> runs, int threads, Run.Listener listener)
      throws IOException, InterruptedException {
    return all(
        runs.stream().<Callable<RunResult>>map(run -> () -> run.go(listener)).toList(), threads);
  }

  /** The results of some tasks, in their order, so many tasks at a time. */
  static <T> List<T> all(List<Callable<T>> tasks, int threads)
      throws IOException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> running = new ArrayList<>();
      tasks.forEach(task -> running.add(executor.submit(task)));
      List<T> results = new ArrayList<>();
      for (Future<T> task : running) {
        results.add(task.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      throw new IllegalStateException("a run failed: " + e.getCause(), e);
    } finally {
      executor.shutdownNow();
    }
  }
}
