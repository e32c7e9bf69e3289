// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.Locale;

/** Collects differences between the library's numbers and expected ones, and keeps the worst. */
public final class Agreement {
  private double relative;
  private double ulps;
  private double share;
  private String worst = "";
  private String remark = "";

  /**
   * Adds one number.
   *
   * @param place where it is, for the report
   * @param ulp the distance of two numbers of the replayed type at the expected value
   * @param allowed the largest error that passes
   */
  public void add(String place, double actual, double expected, double ulp, double allowed) {
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
  public void addRelative(String place, double actual, double expected, double tolerance) {
    add(place, actual, expected, Math.ulp(expected), tolerance * Math.abs(expected));
  }

  /**
   * Adds the error of many numbers in single precision.
   *
   * @param ours the library's root mean square error, in ulps
   * @param theirs the framework's
   * @param allowed the largest error that passes
   */
  void addRootMeanSquare(double ours, double theirs, double allowed) {
    ulps = Double.isNaN(ours) ? Double.POSITIVE_INFINITY : ours;
    share = ulps / allowed;
    remark = String.format(Locale.ROOT, "%.2f times theirs of %.2f ulps", ulps / theirs, theirs);
    worst = "root mean square error " + remark;
  }

  /** Whether no error was larger than allowed. */
  public boolean holds() {
    return share <= 1;
  }

  /** The largest error, relative to the expected number. */
  public double relative() {
    return relative;
  }

  /** The largest error in ulps of the expected number, or the root mean square. */
  public double ulps() {
    return ulps;
  }

  /** The largest error as a share of what was allowed there; more than 1 fails. */
  public double share() {
    return share;
  }

  /** Where the largest share is, and the numbers there. */
  public String worst() {
    return worst;
  }

  /** What is worth saying though it holds; often nothing. */
  String remark() {
    return remark;
  }
}
