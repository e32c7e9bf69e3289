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
    Agreement agreement = golden.metrics().isEmpty() ? compare(golden) : comparePlateau(golden);
    return Row.judged(golden.scheduler(), golden.options().toString(), "float64", agreement);
  }

  /**
   * To 1e-12 of each value, or a rounding of the largest so far for each step, since frameworks go
   * on from one rate to the next; where they compute in single precision, to a unit in its last
   * place of the largest value, to which the error of a cosine is relative.
   */
  private Agreement compare(Case golden) {
    Schedule ours =
        framework
            .schedule(golden.scheduler(), golden.options(), baseRate)
            .orElseThrow(() -> new Unsupported("not in the library"));
    double all = golden.values().stream().mapToDouble(Math::abs).max().orElseThrow();
    double largest = 0;
    Agreement agreement = new Agreement();
    for (int k = 0; k < golden.values().size(); k++) {
      double expected = golden.values().get(k);
      largest = Math.max(largest, Math.abs(expected));
      double allowed =
          framework.single(golden.scheduler())
              ? 0x1p-23 * all
              : Math.max(Tolerance.FLOAT64 * Math.abs(expected), (k + 1) * Math.ulp(largest));
      agreement.add("step " + k, ours.at(k + 1L), expected, Math.ulp(expected), allowed);
    }
    return agreement;
  }

  private Agreement comparePlateau(Case golden) {
    ReduceOnPlateau plateau = TorchSchedules.plateau(golden.options(), baseRate);
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
