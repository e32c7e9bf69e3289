package org.talweg.benchmarks.conformance;

import java.util.ArrayList;
import java.util.List;
import org.talweg.catalogue.Options;
import org.talweg.schedule.Schedule;

/**
 * Learning rates at every step. The file counts steps from 0, a {@link Schedule} from 1.
 *
 * @param baseRate the rate at the first step before scheduling
 */
record ScheduleFile(Framework framework, double baseRate, List<Case> cases) implements GoldenFile {
  /**
   * One scheduler.
   *
   * @param rates the rate in force at each step
   */
  record Case(String scheduler, Options options, List<Double> rates) {}

  static ScheduleFile read(GoldenNode file, Framework framework) {
    int steps = file.count("steps");
    List<Case> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      Options options = new Options(node.object("options").json());
      cases.add(new Case(node.text("scheduler"), options, node.figures("rates", steps)));
    }
    return new ScheduleFile(framework, file.number("base_learning_rate"), List.copyOf(cases));
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
    String name = golden.scheduler();
    String options = golden.options().toString();
    return framework
        .schedule(name, golden.options(), baseRate)
        .map(schedule -> Row.judged(name, options, "float64", compare(golden, schedule)))
        .orElseGet(() -> Row.unsupported(name, options));
  }

  private static Agreement compare(Case golden, Schedule schedule) {
    Agreement agreement = new Agreement();
    for (int k = 0; k < golden.rates().size(); k++) {
      double actual = schedule.at(k + 1L);
      agreement.addRelative("step " + k, actual, golden.rates().get(k), Tolerance.FLOAT64);
    }
    return agreement;
  }
}
