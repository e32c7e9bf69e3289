// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.network;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.talweg.tensor.Parameter;

/** A layer over a batch of rows. */
interface Layer {
  /** Weights and biases, over the arrays that the layer computes with. */
  List<Parameter> parameters();

  /** The layer's output, valid until the next call. */
  FMatrixRMaj forward(FMatrixRMaj rows);

  /** Writes the parameters' gradients, given that of the last output. */
  void backward(FMatrixRMaj outputGradient);
}
