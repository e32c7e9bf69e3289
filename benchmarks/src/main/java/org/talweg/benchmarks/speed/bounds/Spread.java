package org.talweg.benchmarks.speed.bounds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.benchmarks.speed.probe.Windows;

/** How far the figures of several runs lie apart. */
final class Spread {
  private Spread() {}

  /** A line for each figure: the least, the median and the most of it, and failures. */
  static String table(List<List<Finding>> runs) {
    Map<String, List<Finding>> byName = new LinkedHashMap<>();
    for (List<Finding> run : runs) {
      for (Finding finding : run) {
        byName.computeIfAbsent(finding.name(), name -> new ArrayList<>()).add(finding);
      }
    }
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-76s %8s %8s %8s %8s %8s %7s%n",
                "spread of " + runs.size() + " runs",
                "least",
                "median",
                "most",
                "bound",
                "retries",
                "failed"));
    byName.forEach((name, findings) -> table.append(line(name, findings)));
    return table.toString();
  }

  private static String line(String name, List<Finding> findings) {
    double[] values = findings.stream().mapToDouble(Finding::ratio).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%-76s %8.3f %8.3f %8.3f %8.3f %8d %7d%n",
        name,
        values[0],
        Windows.median(values),
        values[values.length - 1],
        findings.get(0).bound(),
        findings.stream().mapToInt(finding -> finding.tries() - 1).sum(),
        findings.stream().filter(finding -> !finding.holds()).count());
  }
}
