// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.talweg.benchmarks.race.page.Page;
import org.talweg.benchmarks.race.page.StandaloneFigure;

/** A race of few optimizers: a table of all runs and a page of charts. */
final class ChartedRace {
  private ChartedRace() {}

  static void run(Session session, Optional<Path> save, Optional<Path> resume)
      throws IOException, InterruptedException {
    List<Run> runs = SavedRuns.of(Race.runs(session.settings(), session.task()), save, resume);
    int threads = Session.threads(runs.size());
    session.say("runs: %d, at a time: %d".formatted(runs.size(), threads));
    List<RunResult> results;
    long warmUp = Race.warmUpSteps(session.settings(), session.task());
    try (Progress progress = new Progress("race", warmUp + Race.steps(runs))) {
      Race.warmUp(session.settings(), session.task(), threads, progress);
      results = Race.go(runs, threads, progress);
    }
    session.say(ResultTable.text(results).stripTrailing());
    session.writePage(Page.of(session.settings(), session.task(), results, session.fonts()));
    if (session.figure().isPresent()) {
      session.writeFigure(session.figure().get(), StandaloneFigure.of(session.settings(), results));
    }
  }
}
