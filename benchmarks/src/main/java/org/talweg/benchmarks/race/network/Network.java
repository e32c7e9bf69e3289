// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.network;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.talweg.benchmarks.race.images.ImageSet;
import org.talweg.initializer.Bias;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.ModelInitializer;
import org.talweg.tensor.Parameter;

/**
 * A network of dense layers, ReLU between them, with softmax and cross-entropy at the end. Talweg
 * has no layers: what stands here is what a user of the library brings along.
 */
public final class Network {
  private final List<DenseLayer> layers = new ArrayList<>();
  private final List<FMatrixRMaj> inputGradients = new ArrayList<>();

  /** A network of layers of the given widths, from the input's to the output's. */
  public Network(int... widths) {
    for (int i = 1; i < widths.length; i++) {
      layers.add(new DenseLayer("layer" + i, widths[i - 1], widths[i]));
      inputGradients.add(new FMatrixRMaj(0, 0));
    }
  }

  /** Draws all weights; the biases are zero. */
  public void initialize(Initializer initializer, long seed) {
    ModelInitializer.inputFirst(seed)
        .with("*.bias", Bias.zeros())
        .with("*.weight", initializer)
        .fill(parameters());
  }

  /** Weights and biases, layer by layer, over the arrays that the network computes with. */
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (DenseLayer layer : layers) {
      parameters.add(layer.weight());
      parameters.add(layer.bias());
    }
    return parameters;
  }

  /** The mean loss of a batch; writes the gradient of every parameter. */
  public double lossAndGradients(FMatrixRMaj rows, byte[] labels) {
    FMatrixRMaj gradient = forward(rows);
    double value = SoftmaxLoss.lossAndGradient(gradient, labels);
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers.get(i).backward(gradient);
      if (i > 0) {
        FMatrixRMaj below = inputGradients.get(i);
        layers.get(i).backward(gradient, below);
        keepWhereActive(below, layers.get(i).input());
        gradient = below;
      }
    }
    return value;
  }

  /** The share of images whose digit gets the largest output. */
  public double accuracy(ImageSet images) {
    int right = 0;
    FMatrixRMaj rows = new FMatrixRMaj(0, 0);
    for (int from = 0; from < images.size(); from += 100) {
      int to = Math.min(images.size(), from + 100);
      rows.reshape(to - from, ImageSet.PIXELS);
      System.arraycopy(
          images.pixels(), from * ImageSet.PIXELS, rows.data, 0, rows.getNumElements());
      FMatrixRMaj outputs = forward(rows);
      for (int row = 0; row < outputs.numRows; row++) {
        if (SoftmaxLoss.largest(outputs, row) == images.labels()[from + row]) {
          right++;
        }
      }
    }
    return (double) right / images.size();
  }

  private FMatrixRMaj forward(FMatrixRMaj rows) {
    FMatrixRMaj outputs = rows;
    for (int i = 0; i < layers.size(); i++) {
      outputs = layers.get(i).forward(outputs);
      if (i < layers.size() - 1) {
        rectify(outputs);
      }
    }
    return outputs;
  }

  private static void rectify(FMatrixRMaj values) {
    for (int i = 0; i < values.getNumElements(); i++) {
      values.data[i] = Math.max(0, values.data[i]);
    }
  }

  /** ReLU's backward pass: the gradient passes where the activation is above zero. */
  private static void keepWhereActive(FMatrixRMaj gradient, FMatrixRMaj activations) {
    for (int i = 0; i < gradient.getNumElements(); i++) {
      gradient.data[i] = activations.data[i] > 0 ? gradient.data[i] : 0;
    }
  }
}
