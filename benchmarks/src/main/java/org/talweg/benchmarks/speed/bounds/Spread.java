// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.bounds;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.talweg.benchmarks.speed.probe.Windows;

/** How far the figures of several runs of the same checks lie apart. */
final class Spread {
  private Spread() {}

  /** A line for each figure: the least, the median and the most of it, and failures. */
  static String table(List<List<Finding>> runs) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-76s %8s %8s %8s %9s %8s %7s%n",
                "spread of " + runs.size() + " runs",
                "least",
                "median",
                "most",
                "bound",
                "retries",
                "failed"));
    IntStream.range(0, runs.get(0).size())
        .mapToObj(i -> runs.stream().map(run -> run.get(i)).toList())
        .forEach(findings -> table.append(line(findings)));
    return table.toString();
  }

  private static String line(List<Finding> findings) {
    Check check = findings.get(0).check();
    double[] values = findings.stream().mapToDouble(Finding::ratio).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%-76s %8.3f %8.3f %8.3f %9s %8d %7d%n",
        check.title() + " " + check.subject(),
        values[0],
        Windows.median(values),
        values[values.length - 1],
        check.boundText(),
        findings.stream().mapToInt(finding -> finding.samples().size() - 1).sum(),
        findings.stream().filter(finding -> !finding.holds()).count());
  }
}
