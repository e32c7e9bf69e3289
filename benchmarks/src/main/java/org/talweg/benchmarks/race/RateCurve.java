// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.Arrays;

/** The losses of a network over the learning rate. */
public final class RateCurve {
  private final Contestant contestant;
  private final double[] rates;
  private final double[] losses;
  private final int reach;
  private final boolean blownUp;

  /**
   * A curve.
   *
   * @param rates the rates, each above the one before
   * @param losses the loss at each of them; the last may not be finite
   * @param reach how many losses on either side a smoothed loss is the mean of
   * @param blownUp whether the test was ended because the loss had blown up
   */
  RateCurve(Contestant contestant, double[] rates, double[] losses, int reach, boolean blownUp) {
    this.contestant = contestant;
    this.rates = rates;
    this.losses = losses;
    this.reach = reach;
    this.blownUp = blownUp;
  }

  /** The optimizer. */
  public Contestant contestant() {
    return contestant;
  }

  /** The rates, rising. */
  public double[] rates() {
    return rates.clone();
  }

  /** Whether the loss blew up, at the last rate. */
  public boolean isBlownUp() {
    return blownUp;
  }

  /** The mean of the finite losses around each rate. */
  public double[] smooth() {
    double[] smooth = new double[losses.length];
    for (int i = 0; i < smooth.length; i++) {
      smooth[i] =
          Arrays.stream(losses, Math.max(0, i - reach), Math.min(losses.length, i + reach + 1))
              .filter(Double::isFinite)
              .average()
              .orElse(losses[0]);
    }
    return smooth;
  }

  /** The rate of the lowest smoothed loss. */
  public double lowest() {
    return rates[lowestIndex(smooth())];
  }

  /** The rate at which the smoothed loss falls most steeply, before it is lowest. */
  public double suggestion() {
    double[] smooth = smooth();
    int best = 0;
    double steepest = 0;
    for (int i = 1; i <= lowestIndex(smooth); i++) {
      int from = Math.max(0, i - reach);
      int to = Math.min(smooth.length - 1, i + reach);
      double slope = (smooth[to] - smooth[from]) / (to - from);
      if (slope < steepest) {
        steepest = slope;
        best = i;
      }
    }
    return rates[best];
  }

  private static int lowestIndex(double[] smooth) {
    int lowest = 0;
    for (int i = 1; i < smooth.length; i++) {
      if (smooth[i] < smooth[lowest]) {
        lowest = i;
      }
    }
    return lowest;
  }
}
