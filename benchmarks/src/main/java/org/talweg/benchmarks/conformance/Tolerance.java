package org.talweg.benchmarks.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a replayed trajectory may be from the expected one, per step and element. A trajectory is
 * a list of rows: row 0 the initial values e₀, row t the values eₜ after step t. M is the largest
 * |eₛ| of the element so far, s ≤ t.
 *
 * <p><b>float64</b>: max(1e-12 · |eₜ|, t · ulp(M)). The second term is the floor for an element
 * that passes near zero. Each of t steps rounds the element, by half an ulp of M at most, and
 * rounds what it adds, by about as much again; these errors stay while the element shrinks. The
 * floor is 1e-14 of M after 40 steps, so the first term is the larger one until the element falls
 * below a hundredth of M, and an ε of 1e-8 at the wrong place, which changes an update relatively
 * by about 1e-8 / |g|, is seen.
 *
 * <p><b>float32</b>: 1.5 times the largest error, so far, of the framework's own float32 run
 * against its float64 run, plus 2 ulp(M). Every element is held to it after every step. "So far",
 * and M rather than eₜ, because a run carries the sum of the roundings it made: their sum may cross
 * zero at some step without the run being any better. Against the error at that very step, a
 * correct w − η·g that is not fused into one rounding fails by luck alone.
 *
 * <p>The framework's error counts only as far as rounding explains it, 2 ulp(M) per step; a float32
 * run that is further off, or damaged, is refused, as it would excuse anything.
 *
 * <p>A tolerance that the source states for its own numbers, relative, takes the place of 1e-12 and
 * is added in float32.
 */
final class Tolerance {
  /** The relative error that passes in double precision. */
  static final double FLOAT64 = 1e-12;

  private static final double SHARE_OF_THEIRS = 1.5;
  private static final double SPARE_ULPS = 2;
  private static final double PLAUSIBLE_ULPS = 2;

  private Tolerance() {}

  /**
   * The errors that pass in double precision.
   *
   * @param relative {@link #FLOAT64}, or more if the source states so
   */
  static List<double[]> float64(List<double[]> expected, double relative) {
    List<double[]> allowed = new ArrayList<>();
    double[] largest = new double[expected.get(0).length];
    for (int t = 0; t < expected.size(); t++) {
      double[] row = expected.get(t).clone();
      for (int i = 0; i < row.length; i++) {
        double magnitude = Math.abs(row[i]);
        largest[i] = Math.max(largest[i], magnitude);
        row[i] = Math.max(relative * magnitude, t * Math.ulp(largest[i]));
      }
      allowed.add(row);
    }
    return allowed;
  }

  /**
   * The errors that pass in single precision.
   *
   * @param reference the framework's run in double precision
   * @param theirs the framework's run in single precision
   * @param stated the relative error that the source states for itself, or 0
   * @throws IllegalArgumentException if the run in single precision is not plausible
   */
  static List<double[]> float32(List<double[]> reference, List<double[]> theirs, double stated) {
    List<double[]> allowed = new ArrayList<>();
    double[] largest = new double[reference.get(0).length];
    double[] worst = new double[largest.length];
    for (int t = 0; t < reference.size(); t++) {
      double[] row = reference.get(t).clone();
      for (int i = 0; i < row.length; i++) {
        double magnitude = Math.abs(row[i]);
        largest[i] = Math.max(largest[i], magnitude);
        double error = Math.abs(theirs.get(t)[i] - row[i]);
        requirePlausible("step " + t + ", element " + i, error, largest[i], t);
        worst[i] = Math.max(worst[i], error);
        row[i] = float32(worst[i], largest[i]) + stated * magnitude;
      }
      allowed.add(row);
    }
    return allowed;
  }

  /**
   * The error that passes in single precision.
   *
   * @param error the error of the framework's own run
   * @param largest the largest magnitude so far
   */
  static double float32(double error, double largest) {
    return SHARE_OF_THEIRS * error + SPARE_ULPS * Math.ulp((float) largest);
  }

  /**
   * Checks that rounding explains an error of the framework's own float32 run.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void requirePlausible(String place, double error, double largest, int steps) {
    double limit = PLAUSIBLE_ULPS * steps * Math.ulp((float) largest);
    if (!(error <= limit)) {
      throw new IllegalArgumentException(
          place
              + ": the reference's float32 run must be within "
              + limit
              + " of its float64 run, but is off by "
              + error);
    }
  }
}
