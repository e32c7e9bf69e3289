package org.talweg.golden;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the library may be from a reference trajectory; row 0 is the initial values, and M the
 * largest magnitude of an element so far.
 *
 * <ul>
 *   <li>float64: 1e-12 of the expected value, or t · ulp(M) after t steps if that is more: what
 *       rounding to M's magnitude left behind in an element that then passes near zero.
 *   <li>float32: 1.5 times the largest error so far of the reference's own float32 run against its
 *       float64 run, and √t ulp(M) after t steps, at least 2, with M the largest magnitude of an
 *       element or of its change. Every step rounds by half an ulp at most, by 0.29 in the mean
 *       square; t of them that do not depend on each other come to √t ulps once in 2,000 times.
 * </ul>
 */
final class GoldenBound {
  static final double FLOAT64 = 1e-12;

  private GoldenBound() {}

  static List<double[]> float64(List<double[]> expected) {
    List<double[]> bounds = new ArrayList<>();
    double[] largest = new double[expected.get(0).length];
    for (int t = 0; t < expected.size(); t++) {
      double[] row = expected.get(t).clone();
      for (int i = 0; i < row.length; i++) {
        largest[i] = Math.max(largest[i], Math.abs(row[i]));
        row[i] = Math.max(FLOAT64 * Math.abs(row[i]), t * Math.ulp(largest[i]));
      }
      bounds.add(row);
    }
    return bounds;
  }

  static List<double[]> float32(List<double[]> expected, List<double[]> theirs) {
    List<double[]> bounds = new ArrayList<>();
    double[] largest = new double[expected.get(0).length];
    double[] error = new double[largest.length];
    for (int t = 0; t < expected.size(); t++) {
      double[] row = expected.get(t).clone();
      for (int i = 0; i < row.length; i++) {
        double change = t == 0 ? 0 : row[i] - expected.get(t - 1)[i];
        largest[i] = Math.max(largest[i], Math.max(Math.abs(row[i]), Math.abs(change)));
        error[i] = Math.max(error[i], Math.abs(theirs.get(t)[i] - row[i]));
        row[i] = float32(error[i], largest[i], t);
      }
      bounds.add(row);
    }
    return bounds;
  }

  static double float32(double theirError, double largest, int steps) {
    return 1.5 * theirError + Math.max(2, Math.sqrt(steps)) * Math.ulp((float) largest);
  }
}
