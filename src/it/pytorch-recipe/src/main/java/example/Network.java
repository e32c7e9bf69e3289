// SPDX-License-Identifier: Apache-2.0
package example;

/** 35 pixels, 16 units with ReLU, 10 outputs: arrays and the loops that a framework would run. */
final class Network {
  private static final int HIDDEN = 16;

  final double[] weight0 = sines(HIDDEN * Digits.PIXELS, 0.2, 1);
  final double[] bias0 = new double[HIDDEN];
  final double[] weight2 = sines(Digits.CLASSES * HIDDEN, 0.2, 2);
  final double[] bias2 = new double[Digits.CLASSES];
  final double[] weight0Gradient = new double[weight0.length];
  final double[] bias0Gradient = new double[bias0.length];
  final double[] weight2Gradient = new double[weight2.length];
  final double[] bias2Gradient = new double[bias2.length];

  private static double[] sines(int count, double scale, int offset) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = scale * Math.sin(offset + i);
    }
    return numbers;
  }

  /** The mean cross-entropy of some images; adds its gradients to those that are there. */
  double loss(int from, int count) {
    double sum = 0;
    for (int image = from; image < from + count; image++) {
      double[] pixels = Digits.pixels(image);
      double[] hidden = linear(weight0, bias0, pixels);
      for (int h = 0; h < HIDDEN; h++) {
        hidden[h] = Math.max(hidden[h], 0);
      }
      double[] outputs = linear(weight2, bias2, hidden);
      sum += crossEntropy(outputs, Digits.label(image));
      backward(pixels, hidden, outputs, count);
    }
    return sum / count;
  }

  private static double[] linear(double[] weight, double[] bias, double[] in) {
    double[] out = bias.clone();
    for (int o = 0; o < out.length; o++) {
      for (int i = 0; i < in.length; i++) {
        out[o] += weight[o * in.length + i] * in[i];
      }
    }
    return out;
  }

  /** Turns outputs into the gradients of the loss by them. */
  private static double crossEntropy(double[] outputs, int label) {
    double sum = 0;
    for (double output : outputs) {
      sum += Math.exp(output);
    }
    double loss = Math.log(sum) - outputs[label];
    for (int o = 0; o < outputs.length; o++) {
      outputs[o] = Math.exp(outputs[o]) / sum - (o == label ? 1 : 0);
    }
    return loss;
  }

  private void backward(double[] pixels, double[] hidden, double[] gradient, int count) {
    double[] hiddenGradient = new double[HIDDEN];
    for (int o = 0; o < gradient.length; o++) {
      bias2Gradient[o] += gradient[o] / count;
      for (int h = 0; h < HIDDEN; h++) {
        weight2Gradient[o * HIDDEN + h] += gradient[o] * hidden[h] / count;
        hiddenGradient[h] += hidden[h] > 0 ? gradient[o] * weight2[o * HIDDEN + h] : 0;
      }
    }
    for (int h = 0; h < HIDDEN; h++) {
      bias0Gradient[h] += hiddenGradient[h] / count;
      for (int i = 0; i < pixels.length; i++) {
        weight0Gradient[h * pixels.length + i] += hiddenGradient[h] * pixels[i] / count;
      }
    }
  }
}
