// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.talweg.initializer.Fan;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.Normal;
import org.talweg.initializer.RandomStream;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Shape;

/** Ten dense layers of equal width without biases, run forwards on standard normal inputs. */
final class DeepNetwork {
  static final int WIDTH = 512;
  static final int LAYERS = 10;
  private static final int BATCH = 32;
  private static final Shape WEIGHTS = Shape.of(WIDTH, WIDTH);

  private DeepNetwork() {}

  /** The activations of each layer, those of all samples in one array; the input is layer 0. */
  static double[][] run(Initializer initializer, DoubleUnaryOperator activation, long seed) {
    double[][] layers = new double[LAYERS + 1][BATCH * WIDTH];
    Normal.of(0, 1)
        .fill(DoubleTensor.wrap(layers[0], BATCH, WIDTH), RandomStream.of(seed, "input"));
    DoubleTensor weights = DoubleTensor.zeros(WEIGHTS);
    for (int layer = 1; layer <= LAYERS; layer++) {
      initializer.fill(
          weights, Fan.outputFirst(WEIGHTS), RandomStream.of(seed, "layer" + layer + ".weight"));
      forward(weights.array(), layers[layer - 1], activation, layers[layer]);
    }
    return layers;
  }

  private static void forward(
      double[] weights, double[] inputs, DoubleUnaryOperator activation, double[] outputs) {
    for (int sample = 0; sample < BATCH; sample++) {
      for (int unit = 0; unit < WIDTH; unit++) {
        double sum = 0;
        for (int i = 0; i < WIDTH; i++) {
          sum += weights[unit * WIDTH + i] * inputs[sample * WIDTH + i];
        }
        outputs[sample * WIDTH + unit] = activation.applyAsDouble(sum);
      }
    }
  }

  static double meanSquare(double[] activations) {
    return Arrays.stream(activations).map(a -> a * a).sum() / activations.length;
  }
}
