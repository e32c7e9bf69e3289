// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.talweg.catalogue.Options;
import org.talweg.catalogue.Unsupported;
import org.talweg.schedule.PlateauState;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;

/**
 * Learning rates at every step, and momenta. The file counts steps from 0, a {@link Schedule} from
 * 1.
 *
 * @param baseRate the rate at the first step before scheduling, of those that have one
 */
record ScheduleFile(Framework framework, double baseRate, List<Case> cases) implements GoldenFile {
  /**
   * One scheduler.
   *
   * @param values the rate, or momentum, in force at each step
   * @param metrics what was reported after each step, NaN included; empty but for plateaus
   */
  record Case(String scheduler, Options options, List<Double> values, List<Double> metrics) {}

  static ScheduleFile read(GoldenNode file, Framework framework) {
    List<Case> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      String name = node.text(node.has("scheduler") ? "scheduler" : "schedule");
      Options options = new Options(node.object("options").json());
      int steps = file.has("steps") ? file.count("steps") : node.list("rates").size();
      List<Double> metrics = node.has("metrics") ? metrics(node, steps) : List.of();
      cases.add(new Case(name, options, node.figures("rates", steps), metrics));
      if (node.has("momenta")) {
        cases.add(new Case(name + " momentum", options, node.figures("momenta", steps), List.of()));
      }
    }
    double baseRate = file.optionalNumber("base_learning_rate").orElse(Double.NaN);
    return new ScheduleFile(framework, baseRate, List.copyOf(cases));
  }

  private static List<Double> metrics(GoldenNode node, int steps) {
    List<Double> metrics = new ArrayList<>();
    for (JsonNode metric : node.field("metrics").json()) {
      metrics.add(metric.isNumber() ? metric.doubleValue() : Double.NaN);
    }
    if (metrics.size() != steps) {
      throw node.field("metrics").problem(steps + " numbers", String.valueOf(metrics.size()));
    }
    return metrics;
  }

  @Override
  public List<Row> replay() {
    return cases.stream()
        .map(
            golden ->
                Row.attempt(golden.scheduler(), golden.options().toString(), () -> replay(golden)))
        .toList();
  }

  private Row replay(Case golden) {
    Agreement agreement =
        golden.metrics().isEmpty() ? compare(golden, find(golden)) : comparePlateau(golden);
    return Row.judged(golden.scheduler(), golden.options().toString(), "float64", agreement);
  }

  private GoldenSchedule find(Case golden) {
    return framework.schedules().stream()
        .filter(
            schedule ->
                schedule.name().equals(golden.scheduler())
                    && schedule.options().equals(golden.options().toString()))
        .findFirst()
        .orElseThrow(() -> new Unsupported("not written down in the library's terms"));
  }

  private static Agreement compare(Case golden, GoldenSchedule ours) {
    Agreement agreement = new Agreement();
    for (int k = 0; k < golden.values().size(); k++) {
      double actual = ours.schedule().at(k + 1L);
      double expected = golden.values().get(k);
      agreement.add(
          "step " + k, actual, expected, Math.ulp(expected), ours.tolerance(Math.abs(expected)));
    }
    return agreement;
  }

  private Agreement comparePlateau(Case golden) {
    ReduceOnPlateau plateau = PyTorch.plateau(golden.options(), baseRate);
    PlateauState state = plateau.start();
    Agreement agreement = new Agreement();
    for (int k = 0; k < golden.values().size(); k++) {
      double expected = golden.values().get(k);
      agreement.addRelative("step " + k, baseRate * state.factor(), expected, Tolerance.FLOAT64);
      state = plateau.next(state, golden.metrics().get(k));
    }
    return agreement;
  }
}
