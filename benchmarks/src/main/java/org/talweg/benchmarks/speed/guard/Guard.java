package org.talweg.benchmarks.speed.guard;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One run of the guard. */
final class Guard {
  private static final int MOST_TRIES = 3;

  private final Bounds bounds;
  private final Consumer<Finding> listener;

  /**
   * A guard with bounds.
   *
   * @param listener told of each finding as it comes
   */
  Guard(Bounds bounds, Consumer<Finding> listener) {
    this.bounds = bounds;
    this.listener = listener;
  }

  /** Measures all targets that a filter lets through. */
  List<Finding> run(List<Target> targets) {
    List<Finding> findings = new ArrayList<>();
    for (Target target : targets) {
      for (Finding finding : run(target)) {
        listener.accept(finding);
        findings.add(finding);
      }
    }
    return findings;
  }

  /**
   * Measures what has failed again, more patiently and in new processes: a busy machine may spoil a
   * try, or two; a loop that has become slow spoils all.
   */
  private List<Finding> run(Target target) {
    Map<Check, Finding> findings = new EnumMap<>(Check.class);
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      try (Measurement measurement = new Measurement(target)) {
        for (Check check : Check.values()) {
          Finding before = findings.get(check);
          if (check.appliesTo(target) && (before == null || !before.holds())) {
            double measured = measurement.of(check, attempt);
            double best = before == null ? measured : better(check, measured, before.measured());
            double bound = bounds.of(check, target);
            findings.put(check, new Finding(check, target, best, bound, attempt + 1));
          }
        }
      }
      if (findings.values().stream().allMatch(Finding::holds)) {
        break;
      }
    }
    return List.copyOf(findings.values());
  }

  private static double better(Check check, double one, double other) {
    return check.isFloor() ? Math.max(one, other) : Math.min(one, other);
  }
}
