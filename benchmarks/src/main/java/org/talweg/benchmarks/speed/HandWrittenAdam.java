// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import org.talweg.tensor.DataType;

/** Adam as one would write it for a single array: a static loop, and nothing around it. */
public final class HandWrittenAdam {
  /**
   * An option for the JVM: compiled by itself. As part of the loop that measures it, HotSpot makes
   * it 1.4 times as slow.
   */
  public static final String NOT_INLINED =
      "-XX:CompileCommand=dontinline,org.talweg.benchmarks.speed.HandWrittenAdam::step";

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private final boolean single;
  private final float[][] floats;
  private final double[][] doubles;
  private long step;

  /** For one array of the given size and type. */
  public HandWrittenAdam(DataType type, int size) {
    single = type == DataType.FLOAT32;
    floats = new float[4][single ? size : 0];
    doubles = new double[4][single ? 0 : size];
    for (int k = 0; k < 2; k++) {
      Numbers.fill(floats[k], -k);
      Numbers.fill(doubles[k], -k);
    }
  }

  /** One step. */
  public void step() {
    step++;
    double root = Math.sqrt(1 - Math.pow(BETA2, (double) step));
    double rate = 1e-3 * root / (1 - Math.pow(BETA1, (double) step));
    double eps = 1e-8 * root;
    if (single) {
      step(floats[0], floats[1], floats[2], floats[3], (float) rate, (float) eps);
    } else {
      step(doubles[0], doubles[1], doubles[2], doubles[3], rate, eps);
    }
  }

  float[] floatValues() {
    return floats[0];
  }

  float[] floatGradient() {
    return floats[1];
  }

  double[] doubleValues() {
    return doubles[0];
  }

  double[] doubleGradient() {
    return doubles[1];
  }

  private static void step(float[] w, float[] g, float[] m, float[] v, float rate, float eps) {
    float fresh1 = (float) (1 - BETA1);
    float keep2 = (float) BETA2;
    float fresh2 = (float) (1 - BETA2);
    for (int i = 0; i < w.length; i++) {
      m[i] += fresh1 * (g[i] - m[i]);
      v[i] = keep2 * v[i] + fresh2 * (g[i] * g[i]);
      w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + eps);
    }
  }

  private static void step(
      double[] w, double[] g, double[] m, double[] v, double rate, double eps) {
    for (int i = 0; i < w.length; i++) {
      m[i] += (1 - BETA1) * (g[i] - m[i]);
      v[i] = BETA2 * v[i] + (1 - BETA2) * (g[i] * g[i]);
      w[i] -= rate * m[i] / (Math.sqrt(v[i]) + eps);
    }
  }
}
