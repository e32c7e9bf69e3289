// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

import org.talweg.optimizer.Adam;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;

/** This library. */
final class TalwegPeer implements Peer {
  private final Parameter parameter;
  private final Trainer trainer;

  TalwegPeer(float[] values, DataType type, int threads) {
    parameter = Parameter.of("w", Tensor.zeros(type, Shape.of(values.length)));
    write(values, parameter.value());
    var builder = Trainer.builder(Adam.of(1e-3)).parameters(parameter);
    trainer = threads == 1 ? builder.build() : builder.threads(threads).build();
  }

  @Override
  public void gradient(float[] gradient) {
    write(gradient, parameter.gradient().tensor());
  }

  @Override
  public void step() {
    trainer.step();
  }

  @Override
  public double[] values() {
    return parameter.value() instanceof FloatTensor floats
        ? Arrays64.of(floats.array())
        : ((DoubleTensor) parameter.value()).array().clone();
  }

  private static void write(float[] from, Tensor to) {
    if (to instanceof FloatTensor floats) {
      System.arraycopy(from, 0, floats.array(), 0, from.length);
    } else {
      Arrays64.copy(from, ((DoubleTensor) to).array());
    }
  }
}
