// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

/** Compares three steps of a library with the paper's formula, in double precision. */
final class PeerCheck {
  private static final int SIZE = 1_000;
  private static final double[] FACTORS = {1, -0.5, 2};

  private PeerCheck() {}

  /** The largest error of a value, relative to how far the formula moves it. */
  static double error(Library library) {
    float[] values = PeerBenchmark.numbers(SIZE, 1);
    float[] gradient = PeerBenchmark.numbers(SIZE, 2);
    double[] found;
    try (Peer peer = library.start(values)) {
      for (double factor : FACTORS) {
        float[] scaled = gradient.clone();
        for (int i = 0; i < SIZE; i++) {
          scaled[i] *= (float) factor;
        }
        peer.gradient(scaled);
        peer.step();
      }
      found = peer.values();
    }
    double largest = 0;
    for (int i = 0; i < SIZE; i++) {
      double movement = movement(gradient[i]);
      largest = Math.max(largest, Math.abs(found[i] - values[i] - movement) / Math.abs(movement));
    }
    return largest;
  }

  /** What the paper's Adam adds to a value in three steps. */
  private static double movement(double gradient) {
    double m = 0;
    double v = 0;
    double sum = 0;
    for (int step = 1; step <= FACTORS.length; step++) {
      double g = FACTORS[step - 1] * gradient;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double mHat = m / (1 - StrictMath.pow(0.9, step));
      double vHat = v / (1 - StrictMath.pow(0.999, step));
      sum -= 1e-3 * mHat / (Math.sqrt(vHat) + 1e-8);
    }
    return sum;
  }
}
