// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.tensor.Tensor;

/**
 * Orthogonal weights for deep convolutions: the middle of the kernel is a matrix of outputs by
 * inputs with WᵀW = gain² · I, all else zero. The layer keeps the length of every signal, times the
 * gain. There must be at least as many outputs as inputs. The middle is position ⌊(extent − 1) / 2⌋
 * of every dimension, as in JAX's {@code delta_orthogonal}. Values depend on seed, name and shape.
 * Xiao, Bahri, Sohl-Dickstein, Schoenholz and Pennington, "Dynamical Isometry and a Mean Field
 * Theory of CNNs", ICML 2018, <a href="https://arxiv.org/abs/1806.05393">arXiv:1806.05393</a>.
 *
 * @param gain the factor, finite, positive; see {@link Gain}
 */
public record DeltaOrthogonal(double gain) implements Initializer {
  /**
   * Checks the gain.
   *
   * @param gain the factor, finite, positive
   * @throws IllegalArgumentException if the gain is not positive and finite
   */
  public DeltaOrthogonal {
    Checks.positive("gain", gain);
  }

  /**
   * Delta-orthogonal weights.
   *
   * @return the initializer with gain 1
   */
  public static DeltaOrthogonal of() {
    return new DeltaOrthogonal(1);
  }

  /**
   * Delta-orthogonal weights times a gain.
   *
   * @param gain the factor, finite, positive
   * @return the initializer
   * @throws IllegalArgumentException if the gain is not positive and finite
   */
  public static DeltaOrthogonal of(double gain) {
    return new DeltaOrthogonal(gain);
  }

  /**
   * Overwrites every element.
   *
   * @throws IllegalArgumentException if the fan was read from a shape of another size or not from
   *     one of rank 3 to 5, if there are fewer outputs than inputs, or if the gain overflows the
   *     tensor's type
   */
  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    Objects.requireNonNull(random, "random");
    requireFits(tensor, fan);
    if (tensor.size() == 0) {
      return;
    }
    Weight weight = weight(fan);
    double[][] vectors = Orthonormal.vectors(weight.inputs(), weight.outputs(), random);
    Elements.fill(tensor, 0);
    int centre = weight.centre(false);
    for (int input = 0; input < weight.inputs(); input++) {
      for (int output = 0; output < weight.outputs(); output++) {
        double value = gain * vectors[input][output];
        Elements.set(tensor, weight.index(output, input, centre), value);
      }
    }
  }

  @Override
  public void requireFits(Tensor tensor, Fan fan) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(fan, "fan");
    fan.requireFits(tensor);
    if (tensor.size() > 0) {
      weight(fan);
      Elements.requireFinite(gain, tensor);
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    weight(fan);
    return "gain " + Spread.digits(gain);
  }

  private static Weight weight(Fan fan) {
    Weight weight =
        fan.weight("DeltaOrthogonal")
            .requireRank("DeltaOrthogonal", 3, 5)
            .requireOneGroup("DeltaOrthogonal");
    if (weight.outputs() < weight.inputs()) {
      throw new IllegalArgumentException(
          "DeltaOrthogonal needs at least as many outputs as inputs, but there were "
              + weight.outputs()
              + " outputs and "
              + weight.inputs()
              + " inputs in "
              + weight);
    }
    return weight;
  }
}
