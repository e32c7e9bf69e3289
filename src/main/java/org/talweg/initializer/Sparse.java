// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Arrays;
import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.tensor.Tensor;

/**
 * A normally distributed matrix of which a fraction is zero: of each input's connections, the same
 * number, ⌈sparsity · outputs⌉, chosen at random. PyTorch's {@code sparse_}, for whose matrices of
 * (out, in) that is a number in each column. Martens, "Deep learning via Hessian-free
 * optimization", ICML 2010, from where PyTorch has it, limits the connections of each output
 * instead; for that, state the other layout.
 *
 * @param sparsity the fraction of zeros, in [0, 1)
 * @param std the standard deviation of the others, finite, zero or positive
 */
public record Sparse(double sparsity, double std) implements Initializer {
  private static final long INDEX = 0x7FFF_FFFFL;

  /**
   * Checks the arguments.
   *
   * @param sparsity the fraction of zeros, in [0, 1)
   * @param std the standard deviation of the others, finite, zero or positive
   * @throws IllegalArgumentException if an argument is not as stated
   */
  public Sparse {
    Checks.fraction("sparsity", sparsity);
    Checks.notNegative("std", std);
  }

  /**
   * With a standard deviation of 0.01, PyTorch's default.
   *
   * @param sparsity the fraction of zeros, in [0, 1)
   * @return the initializer
   * @throws IllegalArgumentException if the fraction is not in [0, 1)
   */
  public static Sparse of(double sparsity) {
    return new Sparse(sparsity, 0.01);
  }

  /**
   * A sparse normal distribution.
   *
   * @param sparsity the fraction of zeros, in [0, 1)
   * @param std the standard deviation of the others, finite, zero or positive
   * @return the initializer
   * @throws IllegalArgumentException if an argument is not as stated
   */
  public static Sparse of(double sparsity, double std) {
    return new Sparse(sparsity, std);
  }

  /**
   * Overwrites every element. The values are those of {@link Normal}; the bits that choose the
   * zeros follow after theirs in the stream.
   *
   * @throws IllegalArgumentException if the fan was read from a shape of another size or not from
   *     one of rank 2, or if the values overflow the tensor's type
   */
  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    requireFits(tensor, fan);
    if (tensor.size() == 0) {
      return;
    }
    Weight weight = weight(fan);
    Normal.of(0, std).fill(tensor, random);
    int outputs = weight.outputs();
    int zeros = (int) Math.ceil(sparsity * outputs);
    long[] order = new long[outputs];
    for (int input = 0; input < weight.inputs(); input++) {
      random.bits(tensor.size() + (long) input * outputs, order, outputs);
      for (int output = 0; output < outputs; output++) {
        order[output] = (order[output] & ~INDEX) | output; // random above, the index below
      }
      Arrays.sort(order);
      for (int i = 0; i < zeros; i++) {
        Elements.set(tensor, weight.index((int) (order[i] & INDEX), input, 0), 0);
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
      Normal.of(0, std).requireFits(tensor, fan);
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    weight(fan);
    return Spread.deviation(std) + ", " + Spread.digits(100 * sparsity) + " % zero";
  }

  private static Weight weight(Fan fan) {
    return fan.weight("Sparse").requireRank("Sparse", 2, 2);
  }
}
