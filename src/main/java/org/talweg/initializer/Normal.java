// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/**
 * The normal distribution, not truncated; the fan is ignored.
 *
 * <pre>
 * w = mean + std · Φ⁻¹(u)        u uniform in (0, 1)
 * </pre>
 *
 * <p>Φ⁻¹, the inverse of the standard normal distribution, is accurate to a few units in the last
 * place of a double. As u has 2⁵² values, no element is farther than 8.3 standard deviations from
 * the mean; in a tensor of floats u has 2³² values, which end at 6.4.
 *
 * @param mean the mean, finite
 * @param std the standard deviation, finite, zero or positive
 */
public record Normal(double mean, double std) implements Initializer {
  private static final double LARGEST_DEVIATION = 8.3;

  /**
   * Checks mean and standard deviation.
   *
   * @param mean the mean, finite
   * @param std the standard deviation, finite, zero or positive
   * @throws IllegalArgumentException if the mean is not finite, or the standard deviation negative
   *     or not finite
   */
  public Normal {
    Checks.finite("mean", mean);
    Checks.notNegative("std", std);
  }

  /**
   * A normal distribution.
   *
   * @param mean the mean, finite
   * @param std the standard deviation, finite, zero or positive
   * @return the initializer
   * @throws IllegalArgumentException if the mean is not finite, or the standard deviation negative
   *     or not finite
   */
  public static Normal of(double mean, double std) {
    return new Normal(mean, std);
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
   * @throws IllegalArgumentException if mean ± 8.3 · std overflows the tensor's type
   */
  public void fill(Tensor tensor, RandomStream random) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(random, "random");
    requireFits(tensor, Fan.none());
    Draws draws = Draws.of(random, tensor.dataType());
    Elements.fill(
        tensor,
        (first, block, count) -> {
          draws.normal(first, block, count);
          place(block);
        });
  }

  /**
   * Overwrites the value of a parameter from the stream of the seed and the parameter's name.
   *
   * @param parameter whose value to fill
   * @param seed the seed
   * @throws IllegalArgumentException if mean ± 8.3 · std overflows the parameter's type
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
      Elements.requireFinite(Math.abs(mean) + LARGEST_DEVIATION * std, tensor);
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    return mean == 0
        ? Spread.deviation(std)
        : "mean " + Spread.digits(mean) + ", " + Spread.deviation(std);
  }

  private void place(double[] block) {
    double centre = mean;
    double scale = std;
    for (int i = 0; i < Elements.BLOCK; i++) {
      block[i] = centre + scale * block[i];
    }
  }
}
