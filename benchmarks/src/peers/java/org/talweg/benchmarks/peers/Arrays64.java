// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

/** Floats widened to doubles. */
final class Arrays64 {
  private Arrays64() {}

  static double[] of(float[] values) {
    double[] wide = new double[values.length];
    copy(values, wide);
    return wide;
  }

  static void copy(float[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] = from[i];
    }
  }
}
