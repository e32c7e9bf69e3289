// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.race.images.DigitShapes;
import org.talweg.benchmarks.race.images.DrawnDigits;
import org.talweg.benchmarks.race.page.Page;
import org.talweg.benchmarks.race.task.Task;
import org.talweg.training.Diagnostics;

class RaceTest {
  private static final Task DATA = DrawnDigits.draw(DigitShapes.available(), 300, 50, 3);

  private static final RaceSettings SETTINGS =
      new RaceSettings(
          Stream.of("sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw")
              .map(Contestant::named)
              .toList(),
          List.of(Start.named("lecun"), Start.named("he")),
          2,
          25,
          3,
          3);

  private static List<RunResult> results;

  @BeforeAll
  static void race() throws IOException, InterruptedException {
    results = race(SETTINGS, 2);
  }

  @Test
  void sameSeedGivesTheSameNumbersForAnyNumberOfThreads() throws IOException, InterruptedException {
    List<RunResult> one = race(SETTINGS, 1);
    for (int run = 0; run < one.size(); run++) {
      assertThat(results.get(run).losses()).containsExactly(one.get(run).losses());
      assertThat(results.get(run).accuracies()).containsExactly(one.get(run).accuracies());
    }
  }

  @Test
  void anotherSeedGivesOtherNumbers() throws IOException, InterruptedException {
    assertThat(race(SETTINGS.withSeed(4), 2).get(0).losses()).isNotEqualTo(results.get(0).losses());
  }

  @Test
  void optimizersStartFromTheSameLossAndEndBelowChance() {
    assertThat(results).hasSize(12);
    for (RunResult result : results) {
      RunResult first = results.get(results.indexOf(result) / 6 * 6);
      assertThat(result.losses()[0]).isEqualTo(first.losses()[0]);
      assertThat(result.losses()[result.steps() - 1])
          .as("%s from %s", result.contestant(), result.start().id())
          .isLessThan(Math.log(10));
    }
  }

  @Test
  void everyRuleLearnsAtItsRate() throws IOException, InterruptedException {
    Task task = DrawnDigits.draw(DigitShapes.available(), 1000, 100, 3);
    RaceSettings settings =
        new RaceSettings(Contestant.all(), List.of(Start.named("he")), 3, 25, 3, 4);
    for (RunResult run : Race.go(Race.runs(settings, task), 2, (contestant, start, loss) -> {})) {
      // Chance is 0.1.
      assertThat(run.highestAccuracy()).as(run.contestant().id()).isGreaterThan(0.5);
    }
  }

  @Test
  void theWarmUpIsAShortRunOfEachOptimizer() throws IOException, InterruptedException {
    Task task = DrawnDigits.draw(DigitShapes.available(), 2500, 20, 3);
    AtomicInteger steps = new AtomicInteger();
    Race.warmUp(SETTINGS, task, 2, (contestant, start, loss) -> steps.incrementAndGet());
    assertThat(steps.get()).isEqualTo(6 * 2000 / 25);
    assertThat(Race.warmUpSteps(SETTINGS, task)).isEqualTo(steps.get());
  }

  @Test
  void accuracyIsMeasuredAtTheStartAndThreeTimesAnEpoch() {
    // 300 images in batches of 25: an epoch has 12 steps.
    assertThat(results.get(0).tested()).containsExactly(0, 4, 8, 12, 16, 20, 24);
  }

  @Test
  void pageHoldsEveryFigureAndNamesNoOtherFile() {
    String page = Page.of(SETTINGS, DATA, results, true);
    for (String section :
        List.of(
            "loss",
            "accuracy",
            "results",
            "layers",
            "bowl",
            "saddle",
            "two_hollows",
            "histograms")) {
      assertThat(page).contains("<section id=\"" + section + "\">");
    }
    // Two charts of loss, two of accuracy, six panels per landscape, fifteen of histograms.
    assertThat(page.split("role=\"img\"", -1)).hasSize(1 + 2 + 2 + 3 * 6 + 15);
    assertThat(page).doesNotContain("{{").doesNotContain("src=").doesNotContain("href=");
    assertThat(page).doesNotContain("rgb(1,2,");
  }

  @Test
  void theLastStepOfEachRunShowsWhatItDoesToEachLayer() {
    for (RunResult run : results) {
      Diagnostics layers = run.diagnostics().orElseThrow();
      assertThat(layers.step()).isEqualTo(24);
      assertThat(layers.parameters())
          .as(run.contestant().id())
          .isNotEmpty()
          .allSatisfy(
              layer -> {
                assertThat(layer.gradientNorm()).isPositive();
                assertThat(layer.ratio()).isPositive().isLessThan(1);
              });
      assertThat(Page.of(SETTINGS, DATA, List.of(run), false))
          .contains("<td class=\"left\">" + layers.parameters().get(0).name() + "</td>");
    }
  }

  private static List<RunResult> race(RaceSettings settings, int threads)
      throws IOException, InterruptedException {
    return Race.go(Race.runs(settings, DATA), threads, (contestant, start, loss) -> {});
  }
}
