// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.race.images.DigitShapes;
import org.talweg.benchmarks.race.images.DrawnDigits;
import org.talweg.benchmarks.race.page.RateFigure;
import org.talweg.benchmarks.race.task.Task;

class RateTestTest {
  private static final Start HE = Start.named("he");

  @Test
  void theRateRisesByTheSameFactorUntilTheLossBlowsUp() {
    Task task = DrawnDigits.draw(DigitShapes.available(), 320, 10, 3);
    int[] steps = {0, 0};
    Run.Listener counts =
        new Run.Listener() {
          @Override
          public void stepped(Contestant contestant, Start start, double loss) {
            steps[0]++;
          }

          @Override
          public void skipped(int count) {
            steps[1] += count;
          }
        };
    RaceSettings settings = new RaceSettings(List.of(), List.of(HE), 1, 32, 3, 1);
    RateTest test = new RateTest(settings, task, Contestant.named("sgd"), HE);
    RateCurve curve = test.go(counts);
    assertThat(curve.isBlownUp()).isTrue();
    double[] rates = curve.rates();
    assertThat(rates[0]).isEqualTo(1e-6, within(1e-12));
    for (int i = 40; i < rates.length; i++) {
      assertThat(rates[i]).isEqualTo(10 * rates[i - 40], within(1e-9 * rates[i]));
    }
    assertThat(steps[0]).isEqualTo(rates.length);
    assertThat(steps[0] + steps[1]).isEqualTo(test.steps());
    // A rate that suits this network and plain descent is about 0.1.
    assertThat(curve.suggestion()).isBetween(0.01, 1.0);
    assertThat(curve.lowest()).isBetween(curve.suggestion(), rates[rates.length - 1]);
    assertThat(RateTable.text(List.of(curve)).lines()).hasSize(2).last().asString().contains("sgd");
    assertThat(RateFigure.of(List.of(curve, curve), HE).split("class=\"loss\"", -1)).hasSize(3);
  }

  @Test
  void aRuleThatCannotGoOnAtAnotherRateStartsAnewAtEach() {
    Task task = DrawnDigits.draw(DigitShapes.available(), 320, 10, 3);
    int[] steps = {0};
    Run.Listener counts =
        new Run.Listener() {
          @Override
          public void stepped(Contestant contestant, Start start, double loss) {
            steps[0]++;
          }

          @Override
          public void skipped(int count) {
            steps[0] += count;
          }
        };
    RaceSettings settings = new RaceSettings(List.of(), List.of(HE), 1, 32, 3, 1);
    RateTest test = new RateTest(settings, task, Contestant.named("rprop"), HE);
    RateCurve curve = test.go(counts);
    assertThat(steps[0]).isEqualTo(test.steps());
    double[] rates = curve.rates();
    for (int i = 4; i < rates.length; i++) {
      assertThat(rates[i]).isEqualTo(10 * rates[i - 4], within(1e-9 * rates[i]));
    }
    // At a rate of a millionth the network hardly learns: chance is ln 10 = 2.3.
    assertThat(curve.smooth()[0]).isBetween(2.0, 3.0);
    assertThat(curve.suggestion()).isBetween(1e-4, 0.1);
    assertThat(curve.lowest()).isGreaterThan(curve.suggestion());
    assertThat(RateFigure.of(List.of(curve), HE)).contains("Rprop, started anew: ");
  }

  @Test
  void theSuggestionIsWhereALogisticFallIsSteepest() {
    // Falls by a logistic curve around step 100, rises from step 150 on.
    double[] losses =
        IntStream.range(0, 200)
            .mapToDouble(
                i -> 2.3 - 2 / (1 + Math.exp((100 - i) / 8.0)) + (i > 150 ? (i - 150) * 0.1 : 0))
            .toArray();
    double[] rates = IntStream.range(0, 200).mapToDouble(i -> Math.pow(10, i / 40.0)).toArray();
    RateCurve curve = new RateCurve(Contestant.named("sgd"), rates, losses, 10, true);
    assertThat(Math.log10(curve.suggestion()) * 40).isEqualTo(100, within(1.5));
    assertThat(Math.log10(curve.lowest()) * 40).isEqualTo(142, within(8.0));
  }

  @Test
  void lossesThatAreNotFiniteAreLeftOut() {
    double[] losses = {2, 1, Double.NaN};
    RateCurve curve =
        new RateCurve(Contestant.named("sgd"), new double[] {1, 2, 3}, losses, 10, true);
    assertThat(curve.smooth()).containsExactly(1.5, 1.5, 1.5);
  }
}
