// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.talweg.initializer.Bias;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.ModelInitializer;
import org.talweg.tensor.Parameter;

/**
 * A network of dense layers, ReLU between them, with softmax and cross-entropy at the end. Talweg
 * has no layers: what stands here is what a user of the library brings along.
 */
public final class Network {
  private final Optional<Embedding> embedding;
  private final List<DenseLayer> layers = new ArrayList<>();
  private final List<FMatrixRMaj> inputGradients = new ArrayList<>();

  private Network(Optional<Embedding> embedding, int... widths) {
    this.embedding = embedding;
    for (int i = 1; i < widths.length; i++) {
      layers.add(new DenseLayer("layer" + i, widths[i - 1], widths[i]));
      inputGradients.add(new FMatrixRMaj(0, 0));
    }
  }

  /** A network of layers of the given widths, from the input's to the output's. */
  public static Network dense(int... widths) {
    return new Network(Optional.empty(), widths);
  }

  /**
   * A network that tells a symbol from those before it, as in Bengio and others, <a
   * href="https://jmlr.org/papers/v3/bengio03a.html">A Neural Probabilistic Language Model</a>
   * (2003): each symbol becomes a row of numbers, the rows of all places go through dense layers.
   *
   * @param symbols how many there are
   * @param places how many symbols it sees
   * @param width the numbers that stand for a symbol
   * @param hidden the widths of the layers between
   */
  public static Network ofSymbols(int symbols, int places, int width, int... hidden) {
    int[] widths = new int[hidden.length + 2];
    widths[0] = places * width;
    System.arraycopy(hidden, 0, widths, 1, hidden.length);
    widths[widths.length - 1] = symbols;
    return new Network(Optional.of(new Embedding("embedding", symbols, width)), widths);
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
    embedding.ifPresent(layer -> parameters.addAll(layer.parameters()));
    layers.forEach(layer -> parameters.addAll(layer.parameters()));
    return parameters;
  }

  /** The mean loss of a batch; writes the gradient of every parameter. */
  public double lossAndGradients(FMatrixRMaj rows, byte[] labels) {
    FMatrixRMaj gradient = forward(rows);
    double value = SoftmaxLoss.lossAndGradient(gradient, labels);
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers.get(i).backward(gradient);
      FMatrixRMaj below = inputGradients.get(i);
      if (i > 0) {
        layers.get(i).backward(gradient, below);
        keepWhereActive(below, layers.get(i).input());
        gradient = below;
      } else if (embedding.isPresent()) {
        layers.get(i).backward(gradient, below);
        embedding.get().backward(below);
      }
    }
    return value;
  }

  /** The share of examples whose label gets the largest output. */
  public double accuracy(Examples examples) {
    int right = 0;
    FMatrixRMaj rows = new FMatrixRMaj(0, 0);
    for (int from = 0; from < examples.size(); from += 100) {
      int to = Math.min(examples.size(), from + 100);
      rows.reshape(to - from, examples.width());
      for (int i = from; i < to; i++) {
        examples.copy(i, rows.data, (i - from) * examples.width());
      }
      FMatrixRMaj outputs = forward(rows);
      for (int row = 0; row < outputs.numRows; row++) {
        if (SoftmaxLoss.largest(outputs, row) == examples.labels()[from + row]) {
          right++;
        }
      }
    }
    return (double) right / examples.size();
  }

  private FMatrixRMaj forward(FMatrixRMaj rows) {
    FMatrixRMaj outputs = embedding.isPresent() ? embedding.get().forward(rows) : rows;
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
