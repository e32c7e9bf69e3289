// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.activation;

/** The activations behind one layer, as a histogram and its spread. */
public final class LayerActivations {
  private static final int BINS = 40;

  private final double[] shares;
  private final double standardDeviation;

  private LayerActivations(double[] shares, double standardDeviation) {
    this.shares = shares;
    this.standardDeviation = standardDeviation;
  }

  static LayerActivations of(double[] values, Activation activation) {
    double[] shares = new double[BINS];
    double sum = 0;
    double sumOfSquares = 0;
    for (double value : values) {
      double place = (value - activation.low()) / (activation.high() - activation.low());
      int bin = (int) Math.min(BINS - 1, Math.max(0, Math.floor(place * BINS)));
      shares[bin] += 1.0 / values.length;
      sum += value;
      sumOfSquares += value * value;
    }
    double mean = sum / values.length;
    double variance = Math.max(0, sumOfSquares / values.length - mean * mean);
    return new LayerActivations(shares, Math.sqrt(variance));
  }

  /**
   * The share of the activations in each bin, from the low to the high end of the activation's
   * range; what lies outside counts in the outermost bins.
   */
  public double[] shares() {
    return shares.clone();
  }

  /** The standard deviation of the activations. */
  public double standardDeviation() {
    return standardDeviation;
  }
}
