// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.tensor.Tensor;

/**
 * A multiple of the identity: output i reads input i. What is left over of a matrix that is not
 * square is zero. Randomness is ignored, and so is the layout, in which the identity is the same;
 * the matrix's shape is read from the fan. With rectified units in a recurrent layer: Le, Jaitly
 * and Hinton, "A Simple Way to Initialize Recurrent Networks of Rectified Linear Units", 2015, <a
 * href="https://arxiv.org/abs/1504.00941">arXiv:1504.00941</a>. PyTorch's {@code eye_}, Keras'
 * {@code Identity}; for convolutions see {@link Dirac}.
 *
 * @param gain the value on the diagonal, finite
 */
public record Identity(double gain) implements Initializer {
  /**
   * Checks the gain.
   *
   * @param gain the value on the diagonal, finite
   * @throws IllegalArgumentException if the gain is not finite
   */
  public Identity {
    Checks.finite("gain", gain);
  }

  /**
   * The identity.
   *
   * @return the initializer with gain 1
   */
  public static Identity of() {
    return new Identity(1);
  }

  /**
   * A multiple of the identity.
   *
   * @param gain the value on the diagonal, finite
   * @return the initializer
   * @throws IllegalArgumentException if the gain is not finite
   */
  public static Identity of(double gain) {
    return new Identity(gain);
  }

  /**
   * Overwrites every element.
   *
   * @throws IllegalArgumentException if the fan was read from a shape of another size or not from
   *     one of rank 2, or if the gain overflows the tensor's type
   */
  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    requireFits(tensor, fan);
    if (tensor.size() == 0) {
      return;
    }
    Weight weight = weight(fan);
    Elements.fill(tensor, 0);
    for (int i = 0; i < Math.min(weight.inputs(), weight.outputs()); i++) {
      Elements.set(tensor, weight.index(i, i, 0), gain);
    }
  }

  @Override
  public void requireFits(Tensor tensor, Fan fan) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(fan, "fan");
    fan.requireFits(tensor);
    if (tensor.size() > 0) {
      weight(fan);
      Elements.requireFinite(Math.abs(gain), tensor);
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    weight(fan);
    return "diagonal " + Spread.digits(gain);
  }

  private static Weight weight(Fan fan) {
    return fan.weight("Identity").requireRank("Identity", 2, 2);
  }
}
