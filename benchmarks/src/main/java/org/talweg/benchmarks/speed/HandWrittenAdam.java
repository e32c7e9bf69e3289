package org.talweg.benchmarks.speed;

import org.talweg.tensor.DataType;

/** Adam as one would write it for a single array: a static loop, and nothing around it. */
public final class HandWrittenAdam {
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
    double rate = 1e-3 / (1 - StrictMath.pow(BETA1, (double) step));
    double correction = 1 / (1 - StrictMath.pow(BETA2, (double) step));
    if (single) {
      step(floats[0], floats[1], floats[2], floats[3], (float) rate, (float) correction);
    } else {
      step(doubles[0], doubles[1], doubles[2], doubles[3], rate, correction);
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

  private static void step(float[] w, float[] g, float[] m, float[] v, float rate, float fix) {
    float fresh1 = (float) (1 - BETA1);
    float keep2 = (float) BETA2;
    float fresh2 = (float) (1 - BETA2);
    for (int i = 0; i < w.length; i++) {
      m[i] += fresh1 * (g[i] - m[i]);
      v[i] = keep2 * v[i] + fresh2 * (g[i] * g[i]);
      w[i] -= rate * m[i] / ((float) Math.sqrt(v[i] * fix) + 1e-8f);
    }
  }

  private static void step(
      double[] w, double[] g, double[] m, double[] v, double rate, double fix) {
    for (int i = 0; i < w.length; i++) {
      m[i] += (1 - BETA1) * (g[i] - m[i]);
      v[i] = BETA2 * v[i] + (1 - BETA2) * (g[i] * g[i]);
      w[i] -= rate * m[i] / (Math.sqrt(v[i] * fix) + 1e-8);
    }
  }
}
