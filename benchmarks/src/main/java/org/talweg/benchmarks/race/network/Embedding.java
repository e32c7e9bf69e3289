// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.network;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.talweg.tensor.Parameter;

/**
 * A row of numbers for each symbol: symbols in, their rows one after another out. The same rows
 * stand for a symbol at every place.
 */
final class Embedding implements Layer {
  private final int width;
  private final float[] rows;
  private final float[] gradient;
  private final Parameter parameter;
  private FMatrixRMaj symbols = new FMatrixRMaj(0, 0);
  private final FMatrixRMaj output = new FMatrixRMaj(0, 0);

  Embedding(String name, int symbols, int width) {
    this.width = width;
    rows = new float[symbols * width];
    gradient = new float[symbols * width];
    parameter = Parameter.of(name + ".weight", rows, gradient, symbols, width);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(parameter);
  }

  @Override
  public FMatrixRMaj forward(FMatrixRMaj input) {
    symbols = input;
    output.reshape(input.numRows, input.numCols * width);
    for (int i = 0; i < input.getNumElements(); i++) {
      System.arraycopy(rows, ((int) input.data[i]) * width, output.data, i * width, width);
    }
    return output;
  }

  @Override
  public void backward(FMatrixRMaj outputGradient) {
    Arrays.fill(gradient, 0);
    for (int i = 0; i < symbols.getNumElements(); i++) {
      int row = ((int) symbols.data[i]) * width;
      for (int k = 0; k < width; k++) {
        gradient[row + k] += outputGradient.data[i * width + k];
      }
    }
  }
}
