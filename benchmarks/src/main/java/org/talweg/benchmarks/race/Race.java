package org.talweg.benchmarks.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.talweg.benchmarks.race.images.ImageData;

/**
 * All runs of the race. Each run has one thread and data of its own, so what it computes doesn't
 * depend on how many run at once.
 */
final class Race {
  private Race() {}

  /** The runs of a race, initializer by initializer. */
  static List<Run> runs(RaceSettings settings, ImageData data) {
    List<Run> runs = new ArrayList<>();
    for (Start start : settings.starts()) {
      for (Contestant contestant : settings.contestants()) {
        runs.add(Run.of(settings, data, contestant, start));
      }
    }
    return runs;
  }

  /** The steps of some runs together. */
  static long steps(List<Run> runs) {
    return runs.stream().mapToLong(Run::steps).sum();
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
