package org.talweg.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Hyperparameter;
import org.talweg.schedule.Schedule;

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
