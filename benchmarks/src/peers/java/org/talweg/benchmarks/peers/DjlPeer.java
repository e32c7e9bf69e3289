// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** Deep Java Library: its optimizer updates an array in place. */
final class DjlPeer implements Peer {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final NDArray weights;
  private final NDArray gradient;
  private final Optimizer adam =
      Optimizer.adam()
          .optLearningRateTracker(Tracker.fixed(1e-3f))
          .optBeta1(0.9f)
          .optBeta2(0.999f)
          .optEpsilon(1e-8f)
          .build();

  DjlPeer(float[] values) {
    weights = manager.create(values);
    gradient = manager.create(new float[values.length]);
  }

  @Override
  public void gradient(float[] values) {
    gradient.set(values);
  }

  @Override
  public void step() {
    adam.update("w", weights, gradient);
  }

  @Override
  public double[] values() {
    return Arrays64.of(weights.toFloatArray());
  }

  @Override
  public void close() {
    manager.close();
  }
}
