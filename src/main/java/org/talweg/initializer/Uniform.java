// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/**
 * The uniform distribution between two bounds; the fan is ignored.
 *
 * <pre>
 * w = (low + high) / 2 + (high − low) / 2 · (2u − 1)        u uniform in (0, 1)
 * </pre>
 *
 * <p>so bounds ±b give values exactly symmetric about zero. Mean (low + high) / 2, variance (high −
 * low)² / 12. Rounding may produce a bound itself, never more.
 *
 * @param low the lower bound, finite
 * @param high the upper bound, finite, not below the lower
 */
public record Uniform(double low, double high) implements Initializer {
  /**
   * Checks the bounds.
   *
   * @param low the lower bound, finite
   * @param high the upper bound, finite, not below the lower
   * @throws IllegalArgumentException if a bound is not finite or the lower exceeds the upper
   */
  public Uniform {
    Checks.finite("low", low);
    Checks.finite("high", high);
    if (low > high) {
      throw new IllegalArgumentException(
          "low must not exceed high, but low was " + low + " and high " + high);
    }
  }

  /**
   * A uniform distribution.
   *
   * @param low the lower bound, finite
   * @param high the upper bound, finite, not below the lower
   * @return the initializer
   * @throws IllegalArgumentException if a bound is not finite or the lower exceeds the upper
   */
  public static Uniform of(double low, double high) {
    return new Uniform(low, high);
  }

  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    Objects.requireNonNull(fan, "fan");
    fill(tensor, random);
  }

  /**
   * Overwrites every element.
   *
   * @param tensor the tensor to fill
   * @param random the source of randomness
   * @throws IllegalArgumentException if a bound overflows the tensor's type
   */
  public void fill(Tensor tensor, RandomStream random) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(random, "random");
    requireFits(tensor, Fan.none());
    Draws draws = Draws.of(random, tensor.dataType());
    Elements.fill(
        tensor,
        (first, block, count) -> {
          draws.uniform(first, block, count);
          place(block);
        });
  }

  /**
   * Overwrites the value of a parameter from the stream of the seed and the parameter's name.
   *
   * @param parameter whose value to fill
   * @param seed the seed
   * @throws IllegalArgumentException if a bound overflows the parameter's type
   */
  public void fill(Parameter parameter, long seed) {
    Objects.requireNonNull(parameter, "parameter");
    fill(parameter.value(), RandomStream.of(seed, parameter.name()));
  }

  @Override
  public void requireFits(Tensor tensor, Fan fan) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(fan, "fan");
    if (tensor.size() > 0) {
      Elements.requireFinite(Math.max(-low, high), tensor);
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    return Spread.range(low, high);
  }

  private void place(double[] block) {
    double least = low;
    double most = high;
    double centre = 0.5 * least + 0.5 * most; // halved first: the sum of two bounds may overflow
    double radius = 0.5 * most - 0.5 * least;
    for (int i = 0; i < Elements.BLOCK; i++) {
      block[i] = Math.min(Math.max(centre + radius * (2 * block[i]), least), most);
    }
  }
}
