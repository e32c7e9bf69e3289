// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a replay may be from a reference. A trajectory is a list of rows: row 0 the initial
 * values e₀, row t the values eₜ after step t. M is the largest |eₛ| of the element so far, s ≤ t.
 *
 * <p><b>float64</b>: max(1e-12 · |eₜ|, t · ulp(M)) at each element after each step. The second term
 * is the floor for an element that passes near zero. Each of t steps rounds the element, by half an
 * ulp of M at most, and rounds what it adds, by about as much again; these errors stay while the
 * element shrinks. The floor is 1e-14 of M after 40 steps, so the first term is the larger one
 * until the element falls below a hundredth of M, and an ε of 1e-8 at the wrong place, which
 * changes an update relatively by about 1e-8 / |g|, is seen.
 *
 * <p><b>float32</b>: the root mean square of the errors against the float64 run, in ulps of M in
 * single precision, over all elements after every step, is held against that of the framework's own
 * float32 run: 3 times it and 1 ulp. Single errors are chance, and the roundings of two correct
 * programs are independent of each other: with the twelve elements that files have, one root mean
 * square is more than 3 times the other in one of three thousand. How exact the library is in
 * single precision is measured over 1,024 elements, see {@link FloatErrorFile}.
 *
 * <p>A tolerance that the source states for its own numbers takes the place of 1e-12 if it is
 * larger, and an absolute one is added.
 */
public final class Tolerance {
  /** The relative error that passes in double precision. */
  public static final double FLOAT64 = 1e-12;

  private static final double TIMES_THEIRS = 3;
  private static final double SPARE_ULPS = 1;

  private Tolerance() {}

  /**
   * The errors that pass in double precision.
   *
   * @param relative {@link #FLOAT64}, or more if the source states so
   * @param absolute 0, or more if the source states so
   */
  static List<double[]> float64(List<double[]> expected, double relative, double absolute) {
    List<double[]> allowed = new ArrayList<>();
    double[] largest = new double[expected.get(0).length];
    for (int t = 0; t < expected.size(); t++) {
      double[] row = expected.get(t).clone();
      for (int i = 0; i < row.length; i++) {
        double magnitude = Math.abs(row[i]);
        largest[i] = Math.max(largest[i], magnitude);
        row[i] = Math.max(absolute + relative * magnitude, t * Math.ulp(largest[i]));
      }
      allowed.add(row);
    }
    return allowed;
  }

  /** The root mean square error that passes in single precision. */
  static double float32(double theirs) {
    return TIMES_THEIRS * theirs + SPARE_ULPS;
  }

  /** The root mean square error of a trajectory in single precision, in ulps. */
  static double rootMeanSquare(List<double[]> expected, List<double[]> found) {
    double[] largest = new double[expected.get(0).length];
    double sum = 0;
    for (int t = 0; t < expected.size(); t++) {
      for (int i = 0; i < largest.length; i++) {
        double value = expected.get(t)[i];
        largest[i] = Math.max(largest[i], Math.abs(value));
        double ulps = (found.get(t)[i] - value) / Math.ulp((float) largest[i]);
        sum += t == 0 ? 0 : ulps * ulps;
      }
    }
    return Math.sqrt(sum / ((expected.size() - 1.0) * largest.length));
  }
}
