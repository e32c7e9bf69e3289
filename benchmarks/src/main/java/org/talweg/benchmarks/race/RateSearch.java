package org.talweg.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.talweg.benchmarks.race.page.RateFigure;

/** Range tests of some optimizers: a table of rates, and one figure. */
final class RateSearch {
  private RateSearch() {}

  static void run(Session session, Path figure) throws IOException, InterruptedException {
    RaceSettings settings = session.settings();
    Start start = settings.starts().get(0);
    List<RateCurve> curves;
    long steps = (long) RateTest.STEPS * settings.contestants().size();
    try (Progress progress = new Progress("rates", steps)) {
      List<Callable<RateCurve>> tests =
          settings.contestants().stream()
              .map(contestant -> new RateTest(settings, session.data(), contestant, start))
              .<Callable<RateCurve>>map(test -> () -> test.go(progress))
              .toList();
      curves = Race.all(tests, Session.threads(tests.size()));
    }
    session.say(
        "Started with %s, seed %d, batches of %d; the rate rises by a factor of ten in 40 steps."
            .formatted(start.label(), settings.seed(), settings.batch()));
    session.say(RateTable.text(curves).stripTrailing());
    session.writeFigure(session.figure().orElse(figure), RateFigure.of(curves, start));
  }
}
