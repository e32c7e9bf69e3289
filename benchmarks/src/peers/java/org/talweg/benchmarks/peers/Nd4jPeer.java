// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** ND4J: its updater turns the gradient into the update, in place, to be subtracted. */
final class Nd4jPeer implements Peer {
  private final INDArray weights;
  private final INDArray gradient;
  private final GradientUpdater<?> updater;
  private int iteration;

  Nd4jPeer(float[] values) {
    weights = Nd4j.create(values.clone()).reshape(1, values.length);
    gradient = Nd4j.create(new float[values.length]).reshape(1, values.length);
    Adam adam = Adam.builder().learningRate(1e-3).beta1(0.9).beta2(0.999).epsilon(1e-8).build();
    updater = adam.instantiate(Nd4j.create(new float[2 * values.length]).reshape(1, -1), true);
  }

  @Override
  public void gradient(float[] values) {
    gradient.data().setData(values);
  }

  @Override
  public void step() {
    updater.applyUpdater(gradient, iteration++, 0);
    weights.subi(gradient);
  }

  @Override
  public double[] values() {
    return weights.toDoubleVector();
  }
}
