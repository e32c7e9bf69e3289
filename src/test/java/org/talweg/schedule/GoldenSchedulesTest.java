package org.talweg.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rates of 120 steps against those of PyTorch 2.13, which multiplies where this library powers. */
class GoldenSchedulesTest {
  private static Schedule schedule(JsonNode node, double rate) {
    JsonNode options = node.get("options");
    double factor = options.get("gamma").doubleValue();
    String name = node.get("scheduler").textValue();
    return switch (name) {
      case "StepLR" -> Schedule.step(rate, options.get("step_size").longValue(), factor);
      case "MultiStepLR" ->
          Schedule.multiStep(
              rate,
              factor,
              StreamSupport.stream(options.get("milestones").spliterator(), false)
                  .mapToLong(JsonNode::longValue)
                  .toArray());
      case "ExponentialLR" -> Schedule.exponential(rate, factor);
      default -> throw new IllegalStateException("unknown schedule " + name);
    };
  }

  @TestFactory
  Stream<DynamicTest> everyRateIsEqual() throws IOException {
    try (InputStream in = GoldenSchedulesTest.class.getResourceAsStream("/schedules.json")) {
      JsonNode golden = new ObjectMapper().readTree(in);
      double rate = golden.get("base_learning_rate").doubleValue();
      assertThat(golden.get("cases")).hasSize(3);
      return StreamSupport.stream(golden.get("cases").spliterator(), false)
          .map(
              node ->
                  DynamicTest.dynamicTest(
                      node.get("scheduler").textValue(),
                      () -> compare(schedule(node, rate), node.get("rates"))));
    }
  }

  private static void compare(Schedule schedule, JsonNode rates) {
    assertThat(rates).hasSize(120);
    for (int k = 0; k < rates.size(); k++) {
      double expected = rates.get(k).doubleValue();
      assertThat(schedule.at(k + 1))
          .as("step %d", k + 1)
          .isCloseTo(expected, within(1e-12 * expected));
    }
  }
}
