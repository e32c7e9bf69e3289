package org.talweg.benchmarks.speed.bounds;

import java.util.ArrayList;
import java.util.List;
import org.talweg.benchmarks.speed.probe.Room;
import org.talweg.benchmarks.speed.probe.Room.Python;
import org.talweg.benchmarks.speed.probe.Windows;
import org.talweg.benchmarks.speed.probe.Windows.Plan;

/**
 * Measures checks with patience, each several times in new processes: what the compiler happens to
 * do differs from process to process, and the median over them is reported.
 *
 * @param processes how many times
 * @param plan the windows of each time
 * @param python a Python with PyTorch, or null if there is none
 */
record Survey(int processes, Plan plan, Python python) {
  Finding measure(Check check) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      try (Room room = new Room(python)) {
        samples.add(Sample.of(check, check.bound(), room, plan, Windows::ratioOfMedians));
      }
    }
    double figure =
        check.isAmount()
            ? samples.stream().mapToDouble(Sample::ratio).max().orElseThrow()
            : Sample.median(samples, Sample::ratio);
    return Sample.finding(check, check.bound(), figure, samples);
  }
}
