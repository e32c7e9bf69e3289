// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.Adam;

/**
 * Tribuo: its optimizer turns gradients into updates, in place, which the parameters then add. Its
 * models ascend, so a gradient of something to minimize is passed negated.
 */
final class TribuoPeer implements Peer {
  private final int size;
  private final LinearParameters parameters;
  private final DenseMatrix gradient;
  private final Tensor[] gradients;
  private final Adam adam = new Adam(1e-3, 0.9, 0.999, 1e-8);

  TribuoPeer(float[] values) {
    size = values.length;
    parameters = new LinearParameters(size, 1);
    gradient = new DenseMatrix(1, size);
    gradients = new Tensor[] {gradient};
    for (int i = 0; i < size; i++) {
      parameters.getWeightMatrix().set(0, i, values[i]);
    }
    adam.initialise(parameters);
  }

  @Override
  public void gradient(float[] values) {
    for (int i = 0; i < size; i++) {
      gradient.set(0, i, -values[i]);
    }
  }

  @Override
  public void step() {
    parameters.update(adam.step(gradients, 1));
  }

  @Override
  public double[] values() {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = parameters.getWeightMatrix().get(0, i);
    }
    return values;
  }
}
