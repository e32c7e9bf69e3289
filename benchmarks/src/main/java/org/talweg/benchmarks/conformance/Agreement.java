package org.talweg.benchmarks.conformance;

/** Collects differences between the library's numbers and expected ones, and keeps the worst. */
final class Agreement {
  private double relative;
  private double ulps;
  private double share;
  private String worst = "";

  /**
   * Adds one number.
   *
   * @param place where it is, for the report
   * @param ulp the distance of two numbers of the replayed type at the expected value
   * @param allowed the largest error that passes
   */
  void add(String place, double actual, double expected, double ulp, double allowed) {
    double error = actual == expected ? 0 : Math.abs(actual - expected);
    if (Double.isNaN(error)) {
      error = Double.POSITIVE_INFINITY;
    }
    double used = error == 0 ? 0 : error / allowed;
    relative = Math.max(relative, error == 0 ? 0 : error / Math.abs(expected));
    ulps = Math.max(ulps, error / ulp);
    if (used > share) {
      share = used;
      worst = place + ": expected " + expected + ", but found " + actual;
    }
  }

  /** Adds one number in double precision that may be wrong by a relative error. */
  void addRelative(String place, double actual, double expected, double tolerance) {
    add(place, actual, expected, Math.ulp(expected), tolerance * Math.abs(expected));
  }

  /** Whether no error was larger than allowed. */
  boolean holds() {
    return share <= 1;
  }

  /** The largest error, relative to the expected number. */
  double relative() {
    return relative;
  }

  /** The largest error in ulps of the expected number. */
  double ulps() {
    return ulps;
  }

  /** The largest error as a share of what was allowed there; more than 1 fails. */
  double share() {
    return share;
  }

  /** Where the largest share is, and the numbers there. */
  String worst() {
    return worst;
  }
}
