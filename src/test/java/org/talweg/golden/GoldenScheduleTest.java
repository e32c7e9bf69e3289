package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Schedules give other frameworks' rates. The fixtures count steps from 0, the library from 1. */
class GoldenScheduleTest {
  @Test
  void everySchedulerOfPyTorchIsMatched() {
    assertMatched("schedules", "scheduler", GoldenSchedule.pytorch());
  }

  @Test
  void compositionsAndMomentaOfPyTorchAreMatched() {
    assertMatched("schedules-more", "scheduler", GoldenSchedule.pytorchMore());
  }

  @Test
  void everyScheduleOfKerasIsMatched() {
    assertMatched("keras-schedules", "schedule", GoldenSchedule.keras());
  }

  @Test
  void everyScheduleOfOptaxIsMatched() {
    assertMatched("optax-schedules", "schedule", GoldenSchedule.optax());
  }

  private static void assertMatched(String file, String key, List<GoldenSchedule> schedules) {
    JsonNode golden = GoldenFixture.read(file);
    List<String> names = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (JsonNode row : golden.get("cases")) {
      if (!row.has("metrics")) {
        names.add(row.get(key).textValue());
        values.add(GoldenFixture.numbers(row.get("rates")));
      }
      if (row.has("momenta")) {
        names.add(row.get(key).textValue() + " momentum");
        values.add(GoldenFixture.numbers(row.get("momenta")));
      }
    }
    assertThat(schedules).extracting(GoldenSchedule::name).isEqualTo(names);
    for (int i = 0; i < names.size(); i++) {
      assertMatched(schedules.get(i), values.get(i));
    }
  }

  private static void assertMatched(GoldenSchedule ours, double[] values) {
    assertThat(values.length).isGreaterThanOrEqualTo(40);
    for (int k = 0; k < values.length; k++) {
      assertThat(ours.schedule().at(k + 1))
          .as("%s, %s, step %d", ours.name(), ours.schedule(), k)
          .isCloseTo(values[k], within(ours.tolerance(values[k])));
    }
  }
}
