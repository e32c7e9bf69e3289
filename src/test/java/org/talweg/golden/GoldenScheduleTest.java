package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.talweg.schedule.Schedule;

/** Schedules give PyTorch's rates. The fixture counts steps from 0, the library from 1. */
class GoldenScheduleTest {
  private static final double RELATIVE = 1e-12;

  @Test
  void stepDecayGivesTheReferencesRates() {
    assertRates("StepLR", Schedule.step(0.1, 30, 0.1));
  }

  @Test
  void multiStepDecayGivesTheReferencesRates() {
    assertRates("MultiStepLR", Schedule.multiStep(0.1, 0.1, 30, 60, 90));
  }

  @Test
  void exponentialDecayGivesTheReferencesRates() {
    assertRates("ExponentialLR", Schedule.exponential(0.1, 0.97));
  }

  private static void assertRates(String scheduler, Schedule schedule) {
    JsonNode golden =
        StreamSupport.stream(GoldenFixture.read("schedules").get("cases").spliterator(), false)
            .filter(c -> c.get("scheduler").textValue().equals(scheduler))
            .findFirst()
            .orElseThrow();
    double[] rates = GoldenFixture.numbers(golden.get("rates"));
    assertThat(rates).hasSize(120);
    for (int k = 0; k < rates.length; k++) {
      assertThat(schedule.at(k + 1))
          .as("step %d", k + 1)
          .isCloseTo(rates[k], within(RELATIVE * rates[k]));
    }
  }
}
