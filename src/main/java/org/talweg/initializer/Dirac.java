package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.tensor.Tensor;

/**
 * The identity for convolutions: channel i of the output is channel i of the input, for as many
 * channels as both have, and zero beyond; with groups, within each group. The one stands at
 * position ⌊extent / 2⌋ of every dimension of the kernel. Randomness is ignored. PyTorch's {@code
 * dirac_}.
 *
 * @param groups the groups of the convolution, at least 1
 */
public record Dirac(int groups) implements Initializer {
  /**
   * Checks the groups.
   *
   * @param groups the groups of the convolution, at least 1
   * @throws IllegalArgumentException if there are none
   */
  public Dirac {
    Checks.atLeastOne("groups", groups);
  }

  /**
   * For a convolution without groups.
   *
   * @return the initializer with one group
   */
  public static Dirac of() {
    return new Dirac(1);
  }

  /**
   * For a convolution with groups.
   *
   * @param groups the groups of the convolution, at least 1
   * @return the initializer
   * @throws IllegalArgumentException if there are none
   */
  public static Dirac of(int groups) {
    return new Dirac(groups);
  }

  /**
   * Overwrites every element.
   *
   * @throws IllegalArgumentException if the fan was read from a shape of another size or not from
   *     one of rank 3 to 5, or if the outputs can't be divided into the groups
   */
  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    Weight weight = weight(Objects.requireNonNull(fan, "fan"));
    fan.requireFits(tensor);
    Elements.fill(tensor, 0);
    int outputs = weight.outputs() / groups;
    int centre = weight.centre(true);
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < Math.min(outputs, weight.inputs()); i++) {
        Elements.set(tensor, weight.index(group * outputs + i, i, centre), 1);
      }
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    weight(fan);
    return "centre 1";
  }

  private Weight weight(Fan fan) {
    Weight weight = fan.weight("Dirac").requireRank("Dirac", 3, 5);
    if (weight.outputs() % groups != 0) {
      throw new IllegalArgumentException(
          "the outputs must be a multiple of the groups, but there were "
              + weight.outputs()
              + " outputs and "
              + groups
              + " groups");
    }
    return weight;
  }
}
