package org.talweg.benchmarks.race;

import java.util.ArrayList;
import java.util.List;
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

  /** The steps of all runs together. */
  static long steps(RaceSettings settings, ImageData data) {
    return (long) Run.steps(settings, data.train())
        * settings.contestants().size()
        * settings.starts().size();
  }

  /** The results, initializer by initializer. */
  static List<RunResult> go(
      RaceSettings settings, ImageData data, int threads, Run.Listener listener)
      throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<RunResult>> running = new ArrayList<>();
      for (Start start : settings.starts()) {
        for (Contestant contestant : settings.contestants()) {
          Run run = new Run(settings, data, contestant, start);
          running.add(executor.submit(() -> run.go(listener)));
        }
      }
      List<RunResult> results = new ArrayList<>();
      for (Future<RunResult> run : running) {
        results.add(run.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run failed: " + e.getCause(), e);
    } finally {
      executor.shutdownNow();
    }
  }
}
