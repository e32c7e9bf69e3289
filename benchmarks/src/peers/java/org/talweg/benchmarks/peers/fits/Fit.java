// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers.fits;

import java.util.Arrays;
import org.talweg.minimize.problems.SmoothFunction;

/**
 * One fit, until the loss is within 1e-8 of the minimum: counts the evaluations and takes the time,
 * that of the objective apart. Whoever asks again for the same point does not pay twice.
 */
final class Fit {
  /** Ends a fit. */
  static final class Reached extends RuntimeException {
    private static final long serialVersionUID = 1;

    Reached() {
      super("the loss is within 1e-8 of the minimum", null, false, false);
    }
  }

  private final SmoothFunction objective;
  private final double target;
  private final double[] last;
  private final double[] gradient;
  private final long began = System.nanoTime();
  private double value = Double.NaN;
  private double best = Double.POSITIVE_INFINITY;
  private long ended;
  private long inObjective;
  private int evaluations;

  Fit(SmoothFunction objective, int n, double minimum) {
    this.objective = objective;
    this.target = minimum + 1e-8;
    last = new double[n];
    gradient = new double[n];
    Arrays.fill(last, Double.NaN);
  }

  int n() {
    return last.length;
  }

  /** The loss; {@link #gradient} is that of the same point afterwards. */
  double value(double[] x) {
    if (!Arrays.equals(x, last)) {
      System.arraycopy(x, 0, last, 0, x.length);
      long start = System.nanoTime();
      value = objective.evaluate(last, gradient);
      long now = System.nanoTime();
      inObjective += now - start;
      evaluations++;
      best = Math.min(best, value);
      if (value <= target) {
        ended = now;
        throw new Reached();
      }
    }
    return value;
  }

  /** The gradient at a point, an array that is overwritten by the next evaluation. */
  double[] gradient(double[] x) {
    value(x);
    return gradient;
  }

  boolean reached() {
    return ended > 0;
  }

  int evaluations() {
    return evaluations;
  }

  /** The least loss seen. */
  double best() {
    return best;
  }

  /** Seconds from the beginning to the end. */
  double seconds() {
    return (ended - began) / 1e9;
  }

  /** Seconds that were not spent in the objective. */
  double ownSeconds() {
    return seconds() - inObjective / 1e9;
  }
}
