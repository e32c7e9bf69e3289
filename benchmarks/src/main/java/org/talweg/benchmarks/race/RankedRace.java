// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.talweg.benchmarks.race.page.Page;

/** A race of any number of optimizers: a ranking with small curves. */
final class RankedRace {
  private RankedRace() {}

  /** Races at the rates as they are. */
  static void untuned(Session session, double target, Optional<Path> save, Optional<Path> resume)
      throws IOException, InterruptedException {
    RaceSettings settings = session.settings();
    List<Run> runs = SavedRuns.of(Race.runs(settings, session.task()), save, resume);
    int threads = Session.threads(runs.size());
    session.say("runs: %d, at a time: %d".formatted(runs.size(), threads));
    List<RunResult> results;
    long warmUp = Race.warmUpSteps(session.settings(), session.task());
    try (Progress progress = new Progress("race", warmUp + Race.steps(runs))) {
      Race.warmUp(session.settings(), session.task(), threads, progress);
      results = Race.go(runs, threads, progress);
    }
    List<Ranked> rows =
        results.stream().map(run -> new Ranked(List.of(), List.of(run), target)).toList();
    show(session, new Ranking(rows, settings, 0, target, threads));
  }

  /** Finds a rate for each optimizer within a number of tries, and races at these. */
  static void tuned(Session session, double target, int tries)
      throws IOException, InterruptedException {
    RaceSettings settings = session.settings();
    Tuning tuning = new Tuning(settings, session.task(), tries, target);
    int entries = settings.contestants().size() * settings.starts().size();
    int threads = Session.threads(entries * tries);
    session.say(
        "tries: %d, then runs: %d, at a time: %d"
            .formatted(entries * tries, entries * Tuning.SEEDS, threads));
    List<RunResult> tried;
    try (Progress progress = new Progress("tries", tuning.steps())) {
      tried = tuning.tryAll(threads, progress);
    }
    List<Ranked> rows;
    try (Progress progress = new Progress("race", tuning.finalSteps())) {
      rows = tuning.raceBest(tried, threads, progress);
    }
    show(session, new Ranking(rows, settings, tries, target, threads));
  }

  private static void show(Session session, Ranking ranking) throws IOException {
    session.say(ranking.protocol());
    for (Start start : session.settings().starts()) {
      session.say("started with " + start.label() + ":");
      session.say(RankingTable.text(ranking.of(start)).stripTrailing());
    }
    ranking.notes().forEach(session::say);
    session.writePage(Page.of(ranking, session.task(), session.fonts()));
  }
}
