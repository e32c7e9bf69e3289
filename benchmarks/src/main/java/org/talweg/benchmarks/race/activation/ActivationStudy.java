// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.talweg.initializer.Fan;
import org.talweg.initializer.He;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.LeCun;
import org.talweg.initializer.Normal;
import org.talweg.initializer.Xavier;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;

/**
 * Standard normal inputs through ten layers, each 100 wide, without biases: how the activations are
 * spread behind each of them.
 */
public final class ActivationStudy {
  /** The number of layers. */
  public static final int LAYERS = 10;

  private static final int WIDTH = 100;
  private static final int SAMPLES = 1000;

  private ActivationStudy() {}

  /** A way to draw the weights. */
  public record Weights(String label, Initializer initializer) {}

  /** The ways to draw weights that are compared. */
  public static List<Weights> weights() {
    return List.of(
        new Weights("σ = 1", Normal.of(0, 1)),
        new Weights("σ = 0.01", Normal.of(0, 0.01)),
        new Weights("LeCun", LeCun.normal()),
        new Weights("Xavier", Xavier.normal()),
        new Weights("He", He.normal()));
  }

  /** The ten layers of one pair of weights and activation, first to last. */
  public static List<LayerActivations> layers(Weights weights, Activation activation, long seed) {
    Random random = new Random(seed);
    DMatrixRMaj rows = new DMatrixRMaj(SAMPLES, WIDTH);
    for (int i = 0; i < rows.data.length; i++) {
      rows.data[i] = random.nextGaussian();
    }
    List<LayerActivations> layers = new ArrayList<>();
    for (int layer = 1; layer <= LAYERS; layer++) {
      DMatrixRMaj matrix = new DMatrixRMaj(WIDTH, WIDTH);
      Parameter parameter =
          Parameter.of("layer" + layer + ".weight", DoubleTensor.wrap(matrix.data, WIDTH, WIDTH));
      weights.initializer().fill(parameter, Fan.inputFirst(parameter.value().shape()), seed);
      DMatrixRMaj outputs = new DMatrixRMaj(SAMPLES, WIDTH);
      CommonOps_DDRM.mult(rows, matrix, outputs);
      for (int i = 0; i < outputs.data.length; i++) {
        outputs.data[i] = activation.apply(outputs.data[i]);
      }
      layers.add(LayerActivations.of(outputs.data, activation));
      rows = outputs;
    }
    return layers;
  }
}
