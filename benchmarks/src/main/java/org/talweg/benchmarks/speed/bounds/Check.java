// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.bounds;

import java.util.Locale;
import org.talweg.benchmarks.speed.Labels;
import org.talweg.benchmarks.speed.probe.Case;

/**
 * One row of the table: a case over another case, and what the ratio may be.
 *
 * @param title what is compared
 * @param subject the case above the line
 * @param against the case below the line; the subject itself if it is an amount and no time
 * @param floor whether the bound is the least allowed, and not the most
 * @param bound the bound, or NaN if the row is there to compare with
 */
record Check(String title, Case subject, Case against, boolean floor, double bound) {
  /** At most so many times the time of another case. */
  static Check atMost(String title, double bound, Case subject, Case against) {
    return new Check(title, subject, against, false, bound);
  }

  /** At least so many times the time of another case. */
  static Check atLeast(String title, double bound, Case subject, Case against) {
    return new Check(title, subject, against, true, bound);
  }

  /** Without a bound: it shows what a bound of another row can be held against. */
  static Check comparison(String title, Case subject, Case against) {
    return atMost(title, Double.NaN, subject, against);
  }

  /** At most such an amount. */
  static Check amount(String title, double bound, Case subject) {
    return atMost(title, bound, subject, subject);
  }

  boolean isBounded() {
    return !Double.isNaN(bound);
  }

  boolean isAmount() {
    return subject.equals(against);
  }

  boolean needsPython() {
    return against.kind().needsPython();
  }

  /** What a bound would be a bound of: checks of one target are measured in the same processes. */
  String target() {
    return (subject.kind().isPipeline() ? "pipeline" : subject.label())
        + " "
        + Labels.of(subject.type());
  }

  /** Whether a value keeps the bound, if there is one; NaN does not. */
  boolean holds(double value) {
    return !isBounded() || (floor ? value >= bound : value <= bound);
  }

  /** The nearer of two values to the right side of the bound. */
  double better(double one, double other) {
    return floor ? Math.max(one, other) : Math.min(one, other);
  }

  /** The row's name, by which it can be chosen. */
  String name() {
    return isAmount() ? title + ": " + subject : title + ": " + subject + " over " + against;
  }

  /** The bound as it is printed: {@code ≤ 1.25}. */
  String boundText() {
    String digits = bound >= 100 ? "%.0f" : bound > 0 && bound < 0.1 ? "%.4f" : "%.2f";
    return isBounded() ? String.format(Locale.ROOT, (floor ? "≥ " : "≤ ") + digits, bound) : "";
  }
}
