// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family;
import org.talweg.optimizer.AdamW;
import org.talweg.rule.Hyperparameter;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.Trainer;

class ContestantTest {
  @Test
  void everyRuleOfTheCatalogueRacesAtItsRate() {
    assertThat(Contestant.all()).hasSameSizeAs(Catalogue.families());
    for (Contestant contestant : Contestant.all()) {
      assertThat(contestant.rule().hyperparameters().get(Hyperparameter.LEARNING_RATE))
          .as(contestant.id())
          .isEqualTo(Schedule.constant(contestant.rate()));
    }
  }

  @Test
  void everyRuleOfTheCatalogueSaysHowItRaces() {
    assertThat(Catalogue.families()).allMatch(family -> family.ownRacing().isPresent());
    assertThat(Contestant.all())
        .noneMatch(contestant -> contestant.label().equals(contestant.id()));
  }

  @Test
  void aRunCanGoOnAtAnotherRateIfAlmostNoRateLeavesTheWeightsWhereTheyAre() {
    for (Contestant contestant : Contestant.all()) {
      float[] weights = {0.5f, -1};
      Trainer trainer =
          Trainer.of(
              contestant.at(0.01),
              Parameter.of(
                  "w",
                  weights,
                  new float[] {0.2f, -0.4f},
                  Family.shape(contestant.rule(), Shape.of(2)).toArray()));
      trainer.step();
      float[] before = weights.clone();
      trainer.setLearningRate(1e-12);
      trainer.step();
      trainer.step();
      // ASGD follows a step late, and has moved by 0.006 then.
      assertThat(contestant.racing().changeable())
          .as(contestant.id())
          .isEqualTo(Math.abs(weights[0] - before[0]) + Math.abs(weights[1] - before[1]) < 0.01);
    }
  }

  @Test
  void linesOfOneRaceDifferInColour() {
    List<Contestant> all = Contestant.all();
    List<Contestant> raced = List.of(all.get(12), all.get(4), all.get(0), all.get(16), all.get(8));
    List<Contestant> apart = Contestant.apart(raced);
    assertThat(apart).extracting(Contestant::id).isEqualTo(ids(raced));
    assertThat(apart).extracting(contestant -> contestant.place() % 8).doesNotHaveDuplicates();
    assertThat(apart.get(0)).isEqualTo(raced.get(0));
    assertThat(Contestant.apart(all)).isEqualTo(all);
  }

  private static List<String> ids(List<Contestant> contestants) {
    return contestants.stream().map(Contestant::id).toList();
  }

  @Test
  void namesForPeopleAreThoseOfTheCommandLineButForCapitals() {
    assertThat(Contestant.all())
        .allSatisfy(
            contestant ->
                assertThat(contestant.label().replace(" ", "-"))
                    .isEqualToIgnoringCase(contestant.id()));
  }

  @Test
  void aRuleThatSaysNothingOfTheRaceIsItsFirstVariantAtOneThousandth() {
    Family family = Family.of("new").variant("plain", AdamW::of, 1, 1, 1, "");
    assertThat(family.racing().name()).isEqualTo("new");
    assertThat(family.racing().rate()).isEqualTo(1e-3);
    assertThat(family.racing().at().apply(2)).isEqualTo(AdamW.of(2));
    assertThat(family.racing().note()).isEmpty();
  }

  @Test
  void namesAreFoundInAnyCase() {
    assertThat(Contestant.named("AdamW").rule()).isEqualTo(AdamW.of(1e-3));
    assertThatThrownBy(() -> Contestant.named("none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown optimizer \"none\", expected all or some of "
                + String.join(", ", Contestant.ids()));
  }
}
