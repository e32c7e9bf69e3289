package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.schedule.PlateauState;
import org.talweg.schedule.ReduceOnPlateau;

/** Plateaus give PyTorch's rates. Its least rate and ε are of a rate of 0.1, ours of the factor. */
class GoldenPlateauTest {
  private static final double RATE = 0.1;

  @Test
  void everyPlateauOfPyTorchIsMatched() {
    List<JsonNode> cases = new ArrayList<>();
    GoldenFixture.read("schedules").get("cases").forEach(cases::add);
    GoldenFixture.read("schedules-more").get("cases").forEach(cases::add);
    cases.removeIf(golden -> !golden.has("metrics"));
    assertThat(cases).hasSize(5);
    cases.forEach(GoldenPlateauTest::assertMatched);
  }

  private static void assertMatched(JsonNode golden) {
    ReduceOnPlateau plateau = plateau(golden.get("options"));
    PlateauState state = plateau.start();
    for (int k = 0; k < golden.get("rates").size(); k++) {
      double rate = golden.get("rates").get(k).doubleValue();
      assertThat(RATE * state.factor())
          .as("%s, step %d", plateau, k)
          .isCloseTo(rate, within(1e-12 * rate));
      JsonNode metric = golden.get("metrics").get(k);
      state = plateau.next(state, metric.isTextual() ? Double.NaN : metric.doubleValue());
    }
    assertThat(state.factor()).as("something happened").isLessThan(0.5);
  }

  private static ReduceOnPlateau plateau(JsonNode options) {
    double threshold = options.path("threshold").asDouble(1e-4);
    ReduceOnPlateau plateau =
        ReduceOnPlateau.of(
                options.path("factor").asDouble(0.1), options.path("patience").asLong(10))
            .withMaximize(options.path("mode").asText().equals("max"))
            .withCoolDown(options.path("cooldown").asLong(0))
            .withMinimum(options.path("min_lr").asDouble(0) / RATE)
            .withEpsilon(options.path("eps").asDouble(1e-8) / RATE);
    return options.path("threshold_mode").asText().equals("abs")
        ? plateau.withAbsoluteThreshold(threshold)
        : plateau.withRelativeThreshold(threshold);
  }
}
