package org.talweg.benchmarks.speed.bounds;

import java.nio.file.Path;
import java.util.Arrays;
import org.talweg.benchmarks.speed.probe.ProbeProcess;
import org.talweg.benchmarks.speed.probe.Side;
import org.talweg.benchmarks.speed.probe.Windows;
import org.talweg.benchmarks.speed.probe.Windows.Plan;

/**
 * Measures rows, each several times in new processes: what the compiler happens to do differs from
 * process to process, and the median over them is reported.
 */
final class RowMeasurement {
  private final int processes;
  private final Plan plan;
  private final String python;
  private final Path script;

  /** Measures in so many pairs of processes; Python and its script may be absent. */
  RowMeasurement(int processes, Plan plan, String python, Path script) {
    this.processes = processes;
    this.plan = plan;
    this.python = python;
    this.script = script;
  }

  Outcome measure(Row row) {
    double[] ratios = new double[processes];
    double[] above = new double[processes];
    double[] below = new double[processes];
    for (int i = 0; i < processes; i++) {
      if (row.isAmount()) {
        ratios[i] = amount(row);
      } else {
        Windows windows = windows(row);
        ratios[i] = windows.ratioOfMedians();
        above[i] = windows.numeratorMedian();
        below[i] = windows.denominatorMedian();
      }
    }
    double ratio = row.isAmount() ? Arrays.stream(ratios).max().orElseThrow() : median(ratios);
    return new Outcome(
        row.title(),
        row.subject().toString(),
        row.against().toString(),
        ratio,
        row.bound(),
        row.floor(),
        row.holds(ratio),
        median(above),
        median(below),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow());
  }

  private Windows windows(Row row) {
    try (ProbeProcess java = ProbeProcess.java()) {
      Side subject = new Side(java, row.subject());
      if (row.needsPython()) {
        try (ProbeProcess torch = ProbeProcess.python(python, script)) {
          return Windows.measure(subject, new Side(torch, row.against()), plan);
        }
      }
      return Windows.measure(subject, new Side(java, row.against()), plan);
    }
  }

  private static double amount(Row row) {
    try (ProbeProcess java = ProbeProcess.java()) {
      for (int i = 0; i < 3; i++) {
        java.measure(row.subject(), 0);
      }
      return java.measure(row.subject(), 0);
    }
  }

  private static double median(double[] values) {
    return Windows.median(values);
  }
}
