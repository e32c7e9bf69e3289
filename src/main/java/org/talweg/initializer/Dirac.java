// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.tensor.Tensor;

/**
 * The identity for convolutions: channel i of the output is channel i of the input, for as many
 * channels as both have, and zero beyond; within each group, if the fan was made with groups. The
 * one stands at position ⌊extent / 2⌋ of every dimension of the kernel. Randomness is ignored.
 * PyTorch's {@code dirac_}, whose {@code groups} are those of the fan's {@link Convolution}.
 */
public record Dirac() implements Initializer {
  /**
   * The identity.
   *
   * @return the initializer
   */
  public static Dirac of() {
    return new Dirac();
  }

  /**
   * Overwrites every element.
   *
   * @throws IllegalArgumentException if the fan was read from a shape of another size or not from
   *     one of rank 3 to 5
   */
  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    requireFits(tensor, fan);
    if (tensor.size() == 0) {
      return;
    }
    Weight weight = weight(fan);
    Elements.fill(tensor, 0);
    boolean transposed = weight.convolution().transposed();
    int outputs = weight.outputsOfGroup();
    int inputs = weight.inputsOfGroup();
    int centre = weight.centre(true);
    for (int group = 0; group < weight.convolution().groups(); group++) {
      int output = transposed ? 0 : group * outputs;
      int input = transposed ? group * inputs : 0;
      for (int i = 0; i < Math.min(outputs, inputs); i++) {
        Elements.set(tensor, weight.index(output + i, input + i, centre), 1);
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
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    weight(fan);
    return "centre 1";
  }

  private static Weight weight(Fan fan) {
    return fan.weight("Dirac").requireRank("Dirac", 3, 5);
  }
}
