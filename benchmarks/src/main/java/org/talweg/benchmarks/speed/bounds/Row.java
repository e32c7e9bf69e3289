package org.talweg.benchmarks.speed.bounds;

import org.talweg.benchmarks.speed.probe.Case;

/**
 * One line of the table of bounds: a case over another case.
 *
 * @param title what is compared
 * @param subject the case above the line
 * @param against the case below the line; the subject itself if it is an amount and no time
 * @param bound the bound of the ratio, or NaN if there is none
 * @param floor whether the bound is the least allowed, and not the most
 */
record Row(String title, Case subject, Case against, double bound, boolean floor) {
  /** At most so many times the time of another case. */
  static Row atMost(String title, double bound, Case subject, Case against) {
    return new Row(title, subject, against, bound, false);
  }

  /** At least so many times the time of another case. */
  static Row atLeast(String title, double bound, Case subject, Case against) {
    return new Row(title, subject, against, bound, true);
  }

  /** Without a bound: it shows what a bound of another row can be held against. */
  static Row comparison(String title, Case subject, Case against) {
    return new Row(title, subject, against, Double.NaN, false);
  }

  /** Nothing allocated. */
  static Row noAllocation(Case subject) {
    return new Row("bytes allocated", subject, subject, 0, false);
  }

  boolean isAmount() {
    return subject.equals(against);
  }

  boolean needsPython() {
    return against.kind().name().startsWith("TORCH");
  }

  boolean holds(double ratio) {
    return Double.isNaN(bound) || (floor ? ratio >= bound : ratio <= bound);
  }

  /** The row's name, by which it can be chosen. */
  String name() {
    return isAmount() ? title + ": " + subject : title + ": " + subject + " over " + against;
  }
}
