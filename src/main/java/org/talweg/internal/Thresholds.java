// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * The θ for which Σ max(x − θ, 0) is a given sum: the mean excess of the elements above it. It
 * begins with all elements and rises while some fall out, so that it is found in a few passes over
 * a row in cache, without memory of its own.
 */
public final class Thresholds {
  private Thresholds() {}

  /** The threshold for elements [from, from + count), by Michelot's iteration. */
  public static double of(float[] x, int from, int count, double sum) {
    double threshold = (Squares.sum(x, from, count) - sum) / count;
    int kept = count;
    while (true) {
      double total = 0;
      int above = 0;
      for (int i = from; i < from + count; i++) {
        if (x[i] > threshold) {
          total += x[i];
          above++;
        }
      }
      if (above == kept || above == 0) { // no more fall out; or NaN
        return threshold;
      }
      kept = above;
      threshold = (total - sum) / above;
    }
  }

  /** The threshold for elements [from, from + count), by Michelot's iteration. */
  public static double of(double[] x, int from, int count, double sum) {
    double threshold = (Squares.sum(x, from, count) - sum) / count;
    int kept = count;
    while (true) {
      double total = 0;
      int above = 0;
      for (int i = from; i < from + count; i++) {
        if (x[i] > threshold) {
          total += x[i];
          above++;
        }
      }
      if (above == kept || above == 0) { // no more fall out; or NaN
        return threshold;
      }
      kept = above;
      threshold = (total - sum) / above;
    }
  }
}
