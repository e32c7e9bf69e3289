// SPDX-License-Identifier: Apache-2.0
package example;

import java.util.Random;
import org.talweg.spark.ExampleLoss;

/**
 * A softmax regression, or a network with a hidden layer of rectified linear units, in one array:
 * for each layer its weights, output by output, then its biases.
 *
 * @param hidden units of the hidden layer; 0 for none
 */
record Network(int hidden) implements ExampleLoss<byte[]> {
  int size() {
    return hidden == 0
        ? Digits.CLASSES * (Digits.PIXELS + 1)
        : hidden * (Digits.PIXELS + 1) + Digits.CLASSES * (hidden + 1);
  }

  double[] start() {
    double[] weights = new double[size()];
    Random random = new Random(1);
    for (int i = 0; i < weights.length && hidden > 0; i++) {
      weights[i] = (random.nextDouble() - 0.5) / 10;
    }
    return weights;
  }

  @Override
  public double add(byte[] example, double[] w, double[] g) {
    double[] x = new double[Digits.PIXELS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (example[i] & 255) / 255.0;
    }
    if (hidden == 0) {
      return outputs(x, example[Digits.PIXELS], w, g, 0, null);
    }
    double[] h = new double[hidden];
    for (int k = 0; k < hidden; k++) {
      double sum = w[hidden * x.length + k];
      for (int i = 0; i < x.length; i++) {
        sum += w[k * x.length + i] * x[i];
      }
      h[k] = Math.max(0, sum);
    }
    double[] back = new double[hidden];
    double loss = outputs(h, example[Digits.PIXELS], w, g, hidden * (x.length + 1), back);
    for (int k = 0; k < hidden; k++) {
      if (h[k] > 0) {
        for (int i = 0; i < x.length; i++) {
          g[k * x.length + i] += back[k] * x[i];
        }
        g[hidden * x.length + k] += back[k];
      }
    }
    return loss;
  }

  /** Scores, softmax, cross-entropy and the way back, of the layer that begins at an index. */
  private static double outputs(
      double[] x, int label, double[] w, double[] g, int from, double[] back) {
    int biases = from + Digits.CLASSES * x.length;
    double[] p = new double[Digits.CLASSES];
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < p.length; c++) {
      p[c] = w[biases + c];
      for (int i = 0; i < x.length; i++) {
        p[c] += w[from + c * x.length + i] * x[i];
      }
      largest = Math.max(largest, p[c]);
    }
    double shifted = p[label] - largest;
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = StrictMath.exp(p[c] - largest); // the same bits on every executor
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      double delta = p[c] / sum - (c == label ? 1 : 0);
      g[biases + c] += delta;
      for (int i = 0; i < x.length; i++) {
        g[from + c * x.length + i] += delta * x[i];
        if (back != null) {
          back[i] += delta * w[from + c * x.length + i];
        }
      }
    }
    return StrictMath.log(sum) - shifted;
  }
}
