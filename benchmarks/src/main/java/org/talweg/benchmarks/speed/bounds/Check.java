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
 * @param floor whether bounds are the least allowed, and not the most
 * @param bound the bound that the library means to keep, or NaN if the row is there to compare with
 * @param guardBound the bound that the guard holds, or NaN if the guard leaves the row out
 */
record Check(
    String title, Case subject, Case against, boolean floor, double bound, double guardBound) {
  /** At most so many times the time of another case. */
  static Check atMost(String title, double bound, Case subject, Case against) {
    return new Check(title, subject, against, false, bound, Double.NaN);
  }

  /** At least so many times the time of another case. */
  static Check atLeast(String title, double bound, Case subject, Case against) {
    return new Check(title, subject, against, true, bound, Double.NaN);
  }

  /** Without a bound: it shows what a bound of another row can be held against. */
  static Check comparison(String title, Case subject, Case against) {
    return atMost(title, Double.NaN, subject, against);
  }

  /** At most such an amount, guarded too. */
  static Check amount(String title, double bound, Case subject) {
    return atMost(title, bound, subject, subject).inGuard();
  }

  /** The same, and the guard holds the same bound. */
  Check inGuard() {
    return inGuard(bound);
  }

  /** The same, and the guard holds a bound of its own. */
  Check inGuard(double other) {
    return new Check(title, subject, against, floor, bound, other);
  }

  boolean isGuarded() {
    return !Double.isNaN(guardBound);
  }

  boolean isAmount() {
    return subject.equals(against);
  }

  /** What a bound would be a bound of: checks of one target are measured in the same processes. */
  String target() {
    return (subject.kind().isPipeline() ? "pipeline" : subject.rule().label())
        + " "
        + Labels.of(subject.type());
  }

  /** Whether a value is on the right side of a bound; NaN is not. */
  boolean holds(double value, double limit) {
    return floor ? value >= limit : value <= limit;
  }

  /** The nearer of two values to the right side of a bound. */
  double better(double one, double other) {
    return floor ? Math.max(one, other) : Math.min(one, other);
  }

  /** The row's name, by which it can be chosen. */
  String name() {
    return isAmount() ? title + ": " + subject : title + ": " + subject + " over " + against;
  }

  /** A bound as it is printed. */
  String text(double limit) {
    return Double.isNaN(limit) ? "" : (floor ? "≥ " : "≤ ") + number(limit);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }
}
