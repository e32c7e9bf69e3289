// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.talweg.benchmarks.race.task.Task;

/**
 * Finds a rate for each optimizer within a number of tries that is the same for all, as comparisons
 * of optimizers do it: Schneider, Balles and Hennig, <a
 * href="https://arxiv.org/abs/1903.05499">DeepOBS</a> (2019); Schmidt, Schneider and Hennig, <a
 * href="https://arxiv.org/abs/2007.01547">Descending through a Crowded Valley</a> (2021); Dahl et
 * al., <a href="https://arxiv.org/abs/2306.07179">Benchmarking Neural Network Training
 * Algorithms</a> (2023). A try ends when it has reached the target, when its loss is not finite, or
 * with the last epoch. The rate that needs the fewest steps is then raced with other seeds, so that
 * luck in the tries does not count.
 *
 * @param settings of the race; the tries have its seed, the runs the {@value #SEEDS} next
 * @param tries the number of rates tried, or zero to race at the rates as they are
 * @param target the accuracy to reach
 */
record Tuning(RaceSettings settings, Task task, int tries, double target) {
  /** Seeds that each optimizer is raced with at the rate found. */
  static final int SEEDS = 3;

  /** The steps of all tries together, if none ended early. */
  long steps() {
    return Race.steps(tryRuns());
  }

  /** The steps of all runs at the rates found. */
  long finalSteps() {
    return (long) SEEDS * Race.steps(Race.runs(settings, task));
  }

  /** The results of all tries: of each run of the race, those at its rates one after the other. */
  List<RunResult> tryAll(int threads, Run.Listener listener)
      throws IOException, InterruptedException {
    return Race.go(tryRuns(), threads, listener);
  }

  private List<Run> tryRuns() {
    List<Run> runs = new ArrayList<>();
    for (Run run : Race.runs(settings, task)) {
      for (double rate : rates(run.contestant().rate(), tries)) {
        runs.add(
            Run.of(settings, task, run.contestant().withRate(rate), run.start()).until(target));
      }
    }
    return runs;
  }

  /** Races at the best rates tried. */
  List<Ranked> raceBest(List<RunResult> tried, int threads, Run.Listener listener)
      throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    for (int from = 0; from < tried.size(); from += tries) {
      RunResult best =
          tried.subList(from, from + tries).stream().min(Ranked.order(target)).orElseThrow();
      for (int next = 1; next <= SEEDS; next++) {
        runs.add(
            Run.of(
                settings.withSeed(settings.seed() + next), task, best.contestant(), best.start()));
      }
    }
    List<RunResult> results = Race.go(runs, threads, listener);
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < tried.size() / tries; i++) {
      ranked.add(
          new Ranked(
              List.copyOf(tried.subList(i * tries, (i + 1) * tries)),
              List.copyOf(results.subList(i * SEEDS, (i + 1) * SEEDS)),
              target));
    }
    return ranked;
  }

  /**
   * Rates around one, each √10 times the next and written with two digits: the rate itself, then
   * those above and below in turn.
   */
  static List<Double> rates(double rate, int count) {
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int halfDecades = i % 2 == 1 ? (i + 1) / 2 : -i / 2;
      double exact = rate * StrictMath.pow(10, halfDecades / 2.0);
      rates.add(i == 0 ? rate : BigDecimal.valueOf(exact).round(new MathContext(2)).doubleValue());
    }
    return rates;
  }
}
