// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.tensor.Tensor;

/**
 * Orthogonal weights: a layer without activation keeps the length of every signal, forwards or
 * backwards, times the gain.
 *
 * <pre>
 * W is the matrix of outputs by inputs · positions of the kernel
 * WWᵀ = gain² · I, or WᵀW = gain² · I if W has more rows than columns
 * </pre>
 *
 * <p>All such matrices are equally likely. The work grows as (size of W) · (its shorter side): a
 * matrix of 1,000 by 1,000 takes about a second. Values depend on seed, name and shape. Saxe,
 * McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear
 * neural networks", ICLR 2014, <a href="https://arxiv.org/abs/1312.6120">arXiv:1312.6120</a>;
 * PyTorch's {@code orthogonal_}, Keras' {@code Orthogonal}.
 *
 * @param gain the factor, finite, positive; see {@link Gain}
 */
public record Orthogonal(double gain) implements Initializer {
  /**
   * Checks the gain.
   *
   * @param gain the factor, finite, positive
   * @throws IllegalArgumentException if the gain is not positive and finite
   */
  public Orthogonal {
    Checks.positive("gain", gain);
  }

  /**
   * Orthogonal weights.
   *
   * @return the initializer with gain 1
   */
  public static Orthogonal of() {
    return new Orthogonal(1);
  }

  /**
   * Orthogonal weights times a gain.
   *
   * @param gain the factor, finite, positive
   * @return the initializer
   * @throws IllegalArgumentException if the gain is not positive and finite
   */
  public static Orthogonal of(double gain) {
    return new Orthogonal(gain);
  }

  /**
   * Overwrites every element.
   *
   * @throws IllegalArgumentException if the fan was given by its counts or read from a shape of
   *     another size, or if the gain overflows the tensor's type
   */
  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    Objects.requireNonNull(random, "random");
    requireFits(tensor, fan);
    if (tensor.size() == 0) {
      return;
    }
    Weight weight = weight(fan);
    int rows = weight.outputs();
    int columns = weight.shape().size() / rows;
    boolean wide = rows < columns;
    double[][] vectors =
        Orthonormal.vectors(Math.min(rows, columns), Math.max(rows, columns), random);
    double[] values = new double[weight.shape().size()];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int input = column / weight.positions();
        int position = column % weight.positions();
        double q = wide ? vectors[row][column] : vectors[column][row];
        values[weight.index(row, input, position)] = gain * q;
      }
    }
    Elements.write(tensor, 0, values, values.length);
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

  /** With groups, the rows of all of them are one matrix, as in PyTorch. */
  private static Weight weight(Fan fan) {
    Weight weight = fan.weight("Orthogonal");
    return weight.convolution().transposed() ? weight.requireOneGroup("Orthogonal") : weight;
  }
}
