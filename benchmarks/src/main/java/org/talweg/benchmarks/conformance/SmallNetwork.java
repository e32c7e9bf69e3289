// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import java.util.Arrays;
import java.util.List;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;

/**
 * The network of the training reference, in double precision: 784 inputs, 32 units with ReLU, 10
 * outputs, softmax and the mean cross-entropy of a batch. Its weights start from a formula:
 *
 * <pre>
 * W₁[i][o] = 0.05 · sin(1 + 32 i + o)    W₂[i][o] = 0.2 · sin(2 + 10 i + o)    biases 0
 * </pre>
 */
final class SmallNetwork {
  private static final int INPUTS = 784;
  private static final int HIDDEN = 32;
  private static final int OUTPUTS = 10;

  private final double[] weights1 = sines(INPUTS * HIDDEN, 0.05, 1);
  private final double[] weights2 = sines(HIDDEN * OUTPUTS, 0.2, 2);
  private final double[] bias1 = new double[HIDDEN];
  private final double[] bias2 = new double[OUTPUTS];
  private final double[] weightGradient1 = new double[weights1.length];
  private final double[] weightGradient2 = new double[weights2.length];
  private final double[] biasGradient1 = new double[HIDDEN];
  private final double[] biasGradient2 = new double[OUTPUTS];

  private final double[] input = new double[INPUTS];
  private final double[] hidden = new double[HIDDEN];
  private final double[] output = new double[OUTPUTS];

  private static double[] sines(int length, double scale, double offset) {
    double[] weights = new double[length];
    for (int i = 0; i < length; i++) {
      weights[i] = scale * StrictMath.sin(offset + i);
    }
    return weights;
  }

  List<Parameter> parameters() {
    return List.of(
        Parameter.of(
            "layer1.weight",
            DoubleTensor.wrap(weights1, INPUTS, HIDDEN),
            DoubleTensor.wrap(weightGradient1, INPUTS, HIDDEN)),
        Parameter.of(
            "layer1.bias",
            DoubleTensor.wrap(bias1, HIDDEN),
            DoubleTensor.wrap(biasGradient1, HIDDEN)),
        Parameter.of(
            "layer2.weight",
            DoubleTensor.wrap(weights2, HIDDEN, OUTPUTS),
            DoubleTensor.wrap(weightGradient2, HIDDEN, OUTPUTS)),
        Parameter.of(
            "layer2.bias",
            DoubleTensor.wrap(bias2, OUTPUTS),
            DoubleTensor.wrap(biasGradient2, OUTPUTS)));
  }

  /** The mean loss of the images [from, to); overwrites the gradients. */
  double lossAndGradients(TenThousandImages images, int from, int to) {
    Arrays.fill(weightGradient1, 0);
    Arrays.fill(weightGradient2, 0);
    Arrays.fill(biasGradient1, 0);
    Arrays.fill(biasGradient2, 0);
    double loss = 0;
    for (int image = from; image < to; image++) {
      forward(images, image);
      loss += backward(images.label(image), to - from);
    }
    return loss / (to - from);
  }

  /** The share of the images [from, to) whose label has the largest output. */
  double accuracy(TenThousandImages images, int from, int to) {
    int correct = 0;
    for (int image = from; image < to; image++) {
      forward(images, image);
      int best = 0;
      for (int o = 1; o < OUTPUTS; o++) {
        best = output[o] > output[best] ? o : best;
      }
      correct += best == images.label(image) ? 1 : 0;
    }
    return (double) correct / (to - from);
  }

  private void forward(TenThousandImages images, int image) {
    images.copy(image, input);
    dense(input, weights1, bias1, hidden);
    for (int h = 0; h < HIDDEN; h++) {
      hidden[h] = Math.max(hidden[h], 0);
    }
    dense(hidden, weights2, bias2, output);
  }

  private static void dense(double[] in, double[] weights, double[] bias, double[] out) {
    System.arraycopy(bias, 0, out, 0, out.length);
    for (int i = 0; i < in.length; i++) {
      for (int o = 0; in[i] != 0 && o < out.length; o++) {
        out[o] += in[i] * weights[i * out.length + o];
      }
    }
  }

  /** Adds one image's share of the gradients; returns its loss. */
  private double backward(int label, int batch) {
    double peak = Arrays.stream(output).max().orElseThrow();
    double sum = 0;
    for (double logit : output) {
      sum += StrictMath.exp(logit - peak);
    }
    double loss = peak + StrictMath.log(sum) - output[label];
    double[] outputGradient = new double[OUTPUTS];
    for (int o = 0; o < OUTPUTS; o++) {
      double probability = StrictMath.exp(output[o] - peak) / sum;
      outputGradient[o] = (probability - (o == label ? 1 : 0)) / batch;
    }
    double[] hiddenGradient = new double[HIDDEN];
    for (int h = 0; h < HIDDEN; h++) {
      for (int o = 0; hidden[h] > 0 && o < OUTPUTS; o++) {
        hiddenGradient[h] += outputGradient[o] * weights2[h * OUTPUTS + o];
      }
    }
    addGradients(hidden, outputGradient, weightGradient2, biasGradient2);
    addGradients(input, hiddenGradient, weightGradient1, biasGradient1);
    return loss;
  }

  private static void addGradients(
      double[] in, double[] gradient, double[] weightGradient, double[] biasGradient) {
    for (int o = 0; o < gradient.length; o++) {
      biasGradient[o] += gradient[o];
    }
    for (int i = 0; i < in.length; i++) {
      for (int o = 0; in[i] != 0 && o < gradient.length; o++) {
        weightGradient[i * gradient.length + o] += in[i] * gradient[o];
      }
    }
  }
}
