package org.talweg.benchmarks.speed.bounds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.talweg.benchmarks.speed.probe.Room;
import org.talweg.benchmarks.speed.probe.Windows;
import org.talweg.benchmarks.speed.probe.Windows.Plan;

/**
 * Measures guarded checks quickly, and those that fail again, more patiently and in new processes:
 * a busy machine may spoil a try, or two; a loop that has become slow spoils all.
 */
final class Guard {
  private static final int MOST_TRIES = 3;
  private static final Plan QUICK = new Plan(200, 16, 5);

  private final Consumer<Finding> listener;

  /**
   * A guard.
   *
   * @param listener told of each finding as it comes
   */
  Guard(Consumer<Finding> listener) {
    this.listener = listener;
  }

  /** Measures checks, all of one target in the same processes. */
  List<Finding> run(List<Check> checks) {
    Map<String, List<Check>> targets =
        checks.stream()
            .collect(Collectors.groupingBy(Check::target, LinkedHashMap::new, Collectors.toList()));
    List<Finding> findings = new ArrayList<>();
    for (List<Check> target : targets.values()) {
      for (Finding finding : target(target)) {
        listener.accept(finding);
        findings.add(finding);
      }
    }
    return findings;
  }

  private static List<Finding> target(List<Check> checks) {
    Map<Check, List<Sample>> samples = new LinkedHashMap<>();
    checks.forEach(check -> samples.put(check, new ArrayList<>()));
    Plan plan = QUICK;
    for (int attempt = 0; attempt < MOST_TRIES; attempt++, plan = plan.patient()) {
      List<Check> open = checks.stream().filter(check -> !holds(check, samples)).toList();
      if (open.isEmpty()) {
        break;
      }
      try (Room room = new Room(null)) {
        for (Check check : open) {
          samples
              .get(check)
              .add(Sample.of(check, check.guardBound(), room, plan, Windows::ratioOfMinima));
        }
      }
    }
    return checks.stream().map(check -> finding(check, samples.get(check))).toList();
  }

  private static boolean holds(Check check, Map<Check, List<Sample>> samples) {
    return !samples.get(check).isEmpty() && finding(check, samples.get(check)).holds();
  }

  private static Finding finding(Check check, List<Sample> samples) {
    double best = samples.stream().mapToDouble(Sample::ratio).reduce(check::better).orElseThrow();
    return Sample.finding(check, check.guardBound(), best, samples);
  }
}
