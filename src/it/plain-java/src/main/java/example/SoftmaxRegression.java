// SPDX-License-Identifier: Apache-2.0
package example;

/**
 * A softmax regression in plain arrays: scores = W·x + b, probabilities = softmax(scores). It knows
 * nothing of the optimizer; {@link #backward} adds to the gradient arrays, which are as plain.
 */
final class SoftmaxRegression {
  final int inputs;
  final int classes;
  final float[] weights; // row-major: classes × inputs
  final float[] biases;
  final float[] weightGradient;
  final float[] biasGradient;

  SoftmaxRegression(int inputs, int classes) {
    this.inputs = inputs;
    this.classes = classes;
    this.weights = new float[classes * inputs];
    this.biases = new float[classes];
    this.weightGradient = new float[classes * inputs];
    this.biasGradient = new float[classes];
  }

  /** The probability of each class. */
  float[] probabilities(float[] x) {
    float[] p = new float[classes];
    float largest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      float score = biases[c];
      for (int i = 0; i < inputs; i++) {
        score += weights[c * inputs + i] * x[i];
      }
      p[c] = score;
      largest = Math.max(largest, score);
    }
    float sum = 0;
    for (int c = 0; c < classes; c++) {
      // No overflow: the largest exponent is 0. StrictMath gives the same bits on every machine.
      p[c] = (float) StrictMath.exp(p[c] - largest);
      sum += p[c];
    }
    for (int c = 0; c < classes; c++) {
      p[c] /= sum;
    }
    return p;
  }

  /** The most probable class. */
  int classify(float[] x) {
    float[] p = probabilities(x);
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (p[c] > p[best]) {
        best = c;
      }
    }
    return best;
  }

  /**
   * Adds one example's share of the batch's mean gradient: (p − target)·xᵀ for the weights.
   *
   * @return the example's loss, −log p(label)
   */
  double backward(float[] x, int label, int batchSize) {
    float[] p = probabilities(x);
    for (int c = 0; c < classes; c++) {
      float delta = (p[c] - (c == label ? 1 : 0)) / batchSize;
      biasGradient[c] += delta;
      for (int i = 0; i < inputs; i++) {
        weightGradient[c * inputs + i] += delta * x[i];
      }
    }
    return -Math.log(p[label]);
  }
}
