// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.talweg.benchmarks.race.page.RateFigure;

/** Range tests of some optimizers: a table of rates, and one figure. */
final class RateSearch {
  private RateSearch() {}

  static void run(Session session, Path figure) throws IOException, InterruptedException {
    RaceSettings settings = session.settings();
    Start start = settings.starts().get(0);
    List<RateCurve> curves;
    List<RateTest> tests =
        settings.contestants().stream()
            .map(contestant -> new RateTest(settings, session.task(), contestant, start))
            .toList();
    long steps = tests.stream().mapToLong(RateTest::steps).sum();
    try (Progress progress = new Progress("rates", steps)) {
      curves =
          Race.all(
              tests.stream().<Callable<RateCurve>>map(test -> () -> test.go(progress)).toList(),
              Session.threads(tests.size()));
    }
    session.say(
        "Started with %s, seed %d, batches of %d; the rate rises by a factor of ten in %d steps."
            .formatted(start.label(), settings.seed(), settings.batch(), RateTest.RATES_A_DECADE));
    String anew =
        settings.contestants().stream()
            .filter(contestant -> !contestant.racing().changeable())
            .map(Contestant::id)
            .collect(Collectors.joining(", "));
    if (!anew.isEmpty()) {
      session.say(
          "Started anew at each rate, as they can't go on at another: %s; loss after %d steps, %d rates for a factor of ten."
              .formatted(anew, RateTest.STEPS_FROM_A_START, RateTest.STARTS_A_DECADE));
    }
    session.say(RateTable.text(curves).stripTrailing());
    session.writeFigure(session.figure().orElse(figure), RateFigure.of(curves, start));
  }
}
