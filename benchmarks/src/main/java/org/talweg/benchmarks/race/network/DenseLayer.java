// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.network;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.talweg.tensor.Parameter;

/**
 * A dense layer, y = x·W + b, over a batch of rows. The weights are stored input first; value and
 * gradient are the arrays behind the Talweg parameters, so a step of the trainer is seen at once.
 */
final class DenseLayer implements Layer {
  private final FMatrixRMaj weights;
  private final FMatrixRMaj weightGradient;
  private final float[] bias;
  private final float[] biasGradient;
  private final Parameter weightParameter;
  private final Parameter biasParameter;

  private FMatrixRMaj input = new FMatrixRMaj(0, 0);
  private final FMatrixRMaj output = new FMatrixRMaj(0, 0);

  DenseLayer(String name, int inputs, int outputs) {
    weights = new FMatrixRMaj(inputs, outputs);
    weightGradient = new FMatrixRMaj(inputs, outputs);
    bias = new float[outputs];
    biasGradient = new float[outputs];
    weightParameter =
        Parameter.of(name + ".weight", weights.data, weightGradient.data, inputs, outputs);
    biasParameter = Parameter.of(name + ".bias", bias, biasGradient, outputs);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weightParameter, biasParameter);
  }

  /** The rows that the layer was last applied to. */
  FMatrixRMaj input() {
    return input;
  }

  @Override
  public FMatrixRMaj forward(FMatrixRMaj rows) {
    input = rows;
    output.reshape(rows.numRows, bias.length);
    CommonOps_FDRM.mult(rows, weights, output);
    for (int row = 0, i = 0; row < rows.numRows; row++) {
      for (int column = 0; column < bias.length; column++, i++) {
        output.data[i] += bias[column];
      }
    }
    return output;
  }

  @Override
  public void backward(FMatrixRMaj outputGradient) {
    CommonOps_FDRM.multTransA(input, outputGradient, weightGradient);
    Arrays.fill(biasGradient, 0);
    for (int row = 0, i = 0; row < outputGradient.numRows; row++) {
      for (int column = 0; column < bias.length; column++, i++) {
        biasGradient[column] += outputGradient.data[i];
      }
    }
  }

  /** Writes the gradient of the last input, given that of the last output. */
  void backward(FMatrixRMaj outputGradient, FMatrixRMaj inputGradient) {
    inputGradient.reshape(outputGradient.numRows, weights.numRows);
    CommonOps_FDRM.multTransB(outputGradient, weights, inputGradient);
  }
}
