// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.bounds;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.talweg.benchmarks.speed.probe.Windows;

/**
 * The result of one check: the best of its samples, since a busy machine may spoil some of them,
 * and a loop that has become slow spoils all.
 *
 * @param samples at least one
 */
record Finding(Check check, List<Sample> samples) {
  static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-17s %-58s %14s %14s %9s %19s  %9s  verdict",
          "against",
          "case",
          "ns",
          "ns of other",
          "ratio",
          "of all tries",
          "bound");

  /** The ratio, or the amount, that the verdict is on. */
  double ratio() {
    return samples.stream().mapToDouble(Sample::ratio).reduce(check::better).orElseThrow();
  }

  boolean holds() {
    return check.holds(ratio());
  }

  private double median(ToDoubleFunction<Sample> of) {
    return Windows.median(samples.stream().mapToDouble(of).toArray());
  }

  @Override
  public String toString() {
    double[] ratios = samples.stream().mapToDouble(Sample::ratio).sorted().toArray();
    String verdict = !check.isBounded() ? "" : holds() ? "kept" : "MISSED";
    return String.format(
            Locale.ROOT,
            "%-17s %-58s %14.1f %14.1f %9.4f %9.4f %9.4f  %9s  %s%s",
            check.title(),
            check.subject(),
            median(Sample::subject),
            median(Sample::against),
            ratio(),
            ratios[0],
            ratios[ratios.length - 1],
            check.boundText(),
            verdict,
            samples.size() == 1 ? "" : " (" + samples.size() + " tries)")
        .stripTrailing();
  }
}
