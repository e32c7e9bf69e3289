// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.bounds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.talweg.benchmarks.speed.probe.Room;
import org.talweg.benchmarks.speed.probe.Room.Python;
import org.talweg.benchmarks.speed.probe.Windows.Plan;

/**
 * Measures checks quickly, and those that fail again, more patiently and in new processes.
 *
 * @param python a Python with PyTorch, for the checks that need one
 * @param listener told of each finding as it comes
 */
record Guard(Optional<Python> python, Consumer<Finding> listener) {
  private static final int MOST_TRIES = 3;
  private static final Plan QUICK = new Plan(200, 16, 5);

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

  private List<Finding> target(List<Check> checks) {
    List<Finding> findings =
        checks.stream().map(check -> new Finding(check, new ArrayList<>())).toList();
    List<Finding> open = findings;
    Plan plan = QUICK;
    for (int attempt = 0; attempt < MOST_TRIES && !open.isEmpty(); attempt++) {
      try (Room room = new Room(python.orElse(null))) {
        for (Finding finding : open) {
          finding.samples().add(Sample.of(finding.check(), room, plan));
        }
      }
      open = open.stream().filter(finding -> !finding.holds()).toList();
      plan = plan.patient();
    }
    return findings;
  }
}
