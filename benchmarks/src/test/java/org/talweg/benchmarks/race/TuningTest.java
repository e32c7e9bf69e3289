// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.race.images.DigitShapes;
import org.talweg.benchmarks.race.images.DrawnDigits;
import org.talweg.benchmarks.race.page.Page;
import org.talweg.benchmarks.race.task.Task;

class TuningTest {
  private static final Task DATA = DrawnDigits.draw(DigitShapes.available(), 300, 50, 3);
  private static final double TARGET = 0.5;
  private static final Start HE = Start.named("he");
  private static final RaceSettings SETTINGS =
      new RaceSettings(
          Stream.of("sgd", "adam").map(Contestant::named).toList(), List.of(HE), 3, 20, 3, 5);
  private static final Tuning TUNING = new Tuning(SETTINGS, DATA, 3, TARGET);

  private static List<RunResult> tries;
  private static Ranking ranking;

  @BeforeAll
  static void tune() throws IOException, InterruptedException {
    Run.Listener silent = (contestant, start, loss) -> {};
    tries = TUNING.tryAll(2, silent);
    ranking = new Ranking(TUNING.raceBest(tries, 2, silent), SETTINGS, 3, TARGET, 2);
  }

  @Test
  void ratesStandAroundTheirOwnOneHalfADecadeApart() {
    assertThat(Tuning.rates(0.001, 5)).containsExactly(0.001, 0.0032, 0.00032, 0.01, 1e-4);
    assertThat(Tuning.rates(0.02, 2)).containsExactly(0.02, 0.063);
    assertThat(Tuning.rates(0.123, 1)).containsExactly(0.123);
  }

  @Test
  void everyOptimizerHasAsManyTriesAsTheOthersWithTheSameSeed() {
    assertThat(tries).hasSize(6);
    assertThat(tries.subList(0, 3)).allMatch(run -> run.contestant().id().equals("sgd"));
    assertThat(tries.subList(3, 6)).allMatch(run -> run.contestant().id().equals("adam"));
    assertThat(tries).allMatch(run -> run.seed() == 3);
  }

  @Test
  void aTryEndsWithTheMeasurementThatReachesTheTarget() {
    assertThat(tries).anyMatch(run -> run.stepsTo(TARGET).isPresent());
    for (RunResult run : tries) {
      double[] accuracies = run.accuracies();
      for (int i = 0; i < accuracies.length - 1; i++) {
        assertThat(accuracies[i]).isLessThan(TARGET);
      }
      run.stepsTo(TARGET).ifPresent(steps -> assertThat(steps).isEqualTo(run.steps()));
    }
  }

  @Test
  void theRateWithTheFewestStepsRacesWithOtherSeeds() {
    for (Ranked row : ranking.rows()) {
      int fewest =
          row.tries().stream()
              .mapToInt(run -> run.stepsTo(TARGET).orElse(Integer.MAX_VALUE))
              .min()
              .orElseThrow();
      assertThat(row.tries())
          .anyMatch(
              run ->
                  run.contestant().rate() == row.contestant().rate()
                      && run.stepsTo(TARGET).orElse(Integer.MAX_VALUE) == fewest);
      assertThat(row.runs()).extracting(RunResult::seed).containsExactly(4L, 5L, 6L);
      assertThat(row.runs()).allMatch(run -> run.steps() == 45);
    }
  }

  @Test
  void runsAreRankedByStepsToTheTargetThenByAccuracy() {
    RunResult slow = result(0.2, 0.3, 0.6);
    RunResult fast = result(0.2, 0.6, 0.4);
    RunResult never = result(0.2, 0.2, 0.4);
    RunResult worse = result(0.2, 0.2, 0.3);
    List<Ranked> sorted =
        Ranked.sorted(
            Stream.of(worse, never, slow, fast)
                .map(run -> new Ranked(List.of(), List.of(run), TARGET))
                .toList());
    assertThat(sorted).extracting(Ranked::middle).containsExactly(fast, slow, never, worse);
    assertThat(fast.stepsTo(TARGET)).hasValue(5);
    assertThat(fast.secondsTo(TARGET)).hasValue(0.5);
    assertThat(new Ranked(List.of(), List.of(worse, fast, slow), TARGET).middle()).isSameAs(slow);
    assertThat(never.stepsTo(TARGET)).isEmpty();
  }

  @Test
  void equalStepsAreOneRankAndSecondsHaveARankOfTheirOwn() {
    List<Ranked> sorted =
        Ranked.sorted(
            Stream.of(
                    result(1, 0.2, 0.2, 0.4),
                    result(3, 0.2, 0.6, 0.6),
                    result(1, 0.2, 0.3, 0.6),
                    result(2, 0.2, 0.7, 0.7))
                .map(run -> new Ranked(List.of(), List.of(run), TARGET))
                .toList());
    assertThat(sorted.stream().map(row -> row.rankBySteps(sorted)))
        .containsExactly(
            OptionalInt.of(1), OptionalInt.of(1), OptionalInt.of(3), OptionalInt.empty());
    assertThat(sorted.stream().map(row -> row.rankBySeconds(sorted)))
        .containsExactly(
            OptionalInt.of(1), OptionalInt.of(3), OptionalInt.of(1), OptionalInt.empty());
    assertThat(RankingTable.text(sorted).lines().map(line -> line.substring(0, 4)))
        .containsExactly("rank", "   1", "   1", "   3", "   -");
  }

  @Test
  void secondsAreTheMiddleOnesOfAllRunsToo() {
    RunResult slow = result(9, 0.2, 0.6, 0.6);
    RunResult fast = result(1, 0.2, 0.6, 0.6);
    RunResult late = result(2, 0.2, 0.2, 0.6);
    RunResult never = result(1, 0.2, 0.2, 0.3);
    assertThat(new Ranked(List.of(), List.of(slow, fast, late), TARGET).seconds()).hasValue(2);
    assertThat(new Ranked(List.of(), List.of(never, fast, never), TARGET).seconds()).isEmpty();
  }

  @Test
  void thePageSaysOnceHowTheRankingCameAboutAndWhatIsToBeKnownOfARule()
      throws IOException, InterruptedException {
    RaceSettings settings =
        new RaceSettings(
            List.of(Contestant.named("rprop"), Contestant.named("adam")),
            List.of(HE, Start.named("xavier")),
            1,
            20,
            3,
            2);
    List<Ranked> rows =
        Race.go(Race.runs(settings, DATA), 2, (contestant, start, loss) -> {}).stream()
            .map(run -> new Ranked(List.of(), List.of(run), TARGET))
            .toList();
    Ranking untuned = new Ranking(rows, settings, 0, TARGET, 2);
    assertThat(untuned.notes()).singleElement().asString().startsWith("Rprop is for gradients of");
    String page = Page.of(untuned, DATA, false);
    assertThat(page).contains("<section id=\"ranking-he\">", "<section id=\"ranking-xavier\">");
    assertThat(page.split(untuned.notes().get(0), -1)).hasSize(2);
    assertThat(page.split("Each optimizer ran once", -1)).hasSize(2);
    assertThat(page).contains("; 1 epoch in batches of 20;");
  }

  @Test
  void aBestRateAtTheEdgeOfThoseTriedIsMarked() {
    for (Ranked row : ranking.rows()) {
      List<Double> rates =
          row.tries().stream().map(run -> run.contestant().rate()).sorted().toList();
      assertThat(row.isAtEdge()).isEqualTo(row.contestant().rate() != rates.get(1));
    }
  }

  @Test
  void tableAndPageShowARowForEachOptimizer() {
    String table = RankingTable.text(ranking.of(HE));
    assertThat(table.lines()).hasSize(3);
    assertThat(table).containsPattern("1 {2}(sgd|adam) ").containsPattern("2 {2}(sgd|adam) ");
    assertThat(table).containsPattern("[▁▂▃▄▅▆▇█]{16}");
    assertThat(ranking.protocol()).contains("at 3 learning rates", "seed 3;", "seeds 4 to 6");
    String page = Page.of(ranking, DATA, true);
    assertThat(page).contains("<section id=\"ranking-he\">", "<section id=\"loss\">");
    // Two small curves and the rates tried in a row; no row of a plain race.
    assertThat(page.split("class=\"spark", -1)).hasSize(1 + 2 * 3);
    assertThat(page).doesNotContain("{{").doesNotContain("<section id=\"results\">");
  }

  @Test
  void aNarrowPageHidesNoFigureOfARanking() {
    String page = Page.of(ranking, DATA, true);
    for (String name : List.of("rates tried", "reached", "highest", "final loss")) {
      assertThat(page).containsPattern("<th scope=\"col\" class=\"more[ a-z]*\">" + name + "</th>");
    }
    assertThat(page.split("<td class=\"more\">", -1)).hasSize(1 + 4 * 2);
    assertThat(page.lines().filter(line -> line.contains("display: none")))
        .singleElement()
        .asString()
        .contains(".swatch {");
  }

  private static RunResult result(double... accuracies) {
    return result(1, accuracies);
  }

  /** A run of ten steps that took some seconds, tested before, in the middle and at the end. */
  private static RunResult result(int seconds, double... accuracies) {
    return new RunResult(
        SETTINGS.contestants().get(0),
        HE,
        3,
        new double[10],
        new int[] {0, 5, 10},
        accuracies,
        new double[] {0, 0.5 * seconds, seconds},
        seconds,
        0.1,
        Optional.empty());
  }
}
