// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import org.talweg.rule.Optimizer;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/**
 * One weight under a rule. It is set back to 0 before each step, so that where it stands afterwards
 * is how far it moved, free of the rounding of a difference. No rule looks at the weight itself.
 */
final class Weight {
  private final double[] doubles = new double[1];
  private final double[] doubleGradient = new double[1];
  private final float[] floats = new float[1];
  private final float[] floatGradient = new float[1];
  private final Trainer trainer;

  private Weight(Optimizer optimizer, boolean single) {
    Parameter parameter =
        single
            ? Parameter.of("w", FloatTensor.wrap(floats, 1), FloatTensor.wrap(floatGradient, 1))
            : Parameter.of(
                "w", DoubleTensor.wrap(doubles, 1), DoubleTensor.wrap(doubleGradient, 1));
    this.trainer = Trainer.of(optimizer, parameter);
  }

  static Weight ofDouble(Optimizer optimizer) {
    return new Weight(optimizer, false);
  }

  static Weight ofFloat(Optimizer optimizer) {
    return new Weight(optimizer, true);
  }

  /** How far one step moves the weight. The unused one of the two arrays stays 0. */
  double move(double gradient) {
    doubles[0] = 0;
    doubleGradient[0] = gradient;
    floats[0] = 0;
    floatGradient[0] = (float) gradient;
    trainer.step();
    return doubles[0] + floats[0];
  }

  /** The rate that the rule applies to this gradient: −Δw / g. */
  double effectiveRate(double gradient) {
    return -move(gradient) / gradient;
  }

  /** A number of the weight's state. */
  double state(String slot) {
    return ((DoubleTensor) trainer.checkpoint().tensor("w/" + slot)).array()[0];
  }
}
