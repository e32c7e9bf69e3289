// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.internal.NormalQuantile;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/**
 * The normal distribution between two bounds: values beyond are not moved to the bounds, they do
 * not occur. The fan is ignored.
 *
 * <pre>
 * w = mean + std · Φ⁻¹(p)        p uniform between Φ((low − mean) / std) and Φ((high − mean) / std)
 * </pre>
 *
 * <p>mean and std are those of the distribution before truncation, as in PyTorch's {@code
 * trunc_normal_}, whose bounds are values of w, not numbers of deviations: with its defaults −2 and
 * 2 and std = 0.02 nothing is truncated. {@link #atTwoDeviations} is Keras' {@code TruncatedNormal}
 * and JAX's {@code truncated_normal}; {@link #ofDeviation} corrects for the deviation that
 * truncation takes away, as both do in their {@code VarianceScaling}.
 *
 * @param mean the mean before truncation, finite
 * @param std the standard deviation before truncation, positive and finite
 * @param low the lower bound, finite
 * @param high the upper bound, finite, above the lower
 */
public record TruncatedNormal(double mean, double std, double low, double high)
    implements Initializer {
  /** The standard deviation of a standard normal distribution that is truncated at ±2. */
  static final double DEVIATION_WITHIN_TWO = 0.8796256610342398;

  /** Numbers between bounds that hold less of the distribution than this would be too coarse. */
  private static final double SMALLEST_MASS = 1e-6;

  private static final double LARGEST_CENTRED = 0.5 - 0x1p-53;

  /**
   * Checks the arguments.
   *
   * @param mean the mean before truncation, finite
   * @param std the standard deviation before truncation, positive and finite
   * @param low the lower bound, finite
   * @param high the upper bound, finite, above the lower
   * @throws IllegalArgumentException if an argument is not as stated, or if less than a millionth
   *     of the normal distribution lies between the bounds
   */
  public TruncatedNormal {
    Checks.finite("mean", mean);
    Checks.positive("std", std);
    Checks.finite("low", low);
    Checks.finite("high", high);
    if (low >= high) {
      throw new IllegalArgumentException(
          "low must be below high, but low was " + low + " and high " + high);
    }
    double mass = centred(high, mean, std) - centred(low, mean, std);
    if (!(mass >= SMALLEST_MASS)) {
      throw new IllegalArgumentException(
          "low and high must hold at least "
              + SMALLEST_MASS
              + " of the normal distribution, but between "
              + low
              + " and "
              + high
              + " lies "
              + mass
              + " of mean "
              + mean
              + " and std "
              + std);
    }
  }

  /**
   * The normal distribution between two bounds.
   *
   * @param mean the mean before truncation, finite
   * @param std the standard deviation before truncation, positive and finite
   * @param low the lower bound, finite
   * @param high the upper bound, finite, above the lower
   * @return the initializer
   * @throws IllegalArgumentException if an argument is not as stated, or if less than a millionth
   *     of the normal distribution lies between the bounds
   */
  public static TruncatedNormal of(double mean, double std, double low, double high) {
    return new TruncatedNormal(mean, std, low, high);
  }

  /**
   * The normal distribution between mean − 2 · std and mean + 2 · std. What is left has a standard
   * deviation of 0.88 · std.
   *
   * @param mean the mean, finite
   * @param std the standard deviation before truncation, positive and finite
   * @return the initializer
   * @throws IllegalArgumentException if an argument is not as stated
   */
  public static TruncatedNormal atTwoDeviations(double mean, double std) {
    return new TruncatedNormal(mean, std, mean - 2 * std, mean + 2 * std);
  }

  /**
   * The same with the standard deviation that is left after truncation: std = deviation /
   * 0.87962566103423978, which is √(1 − 4φ(2) / (2Φ(2) − 1)).
   *
   * @param mean the mean, finite
   * @param deviation the standard deviation after truncation, positive and finite
   * @return the initializer
   * @throws IllegalArgumentException if an argument is not as stated
   */
  public static TruncatedNormal ofDeviation(double mean, double deviation) {
    Checks.positive("deviation", deviation);
    return atTwoDeviations(mean, deviation / DEVIATION_WITHIN_TWO);
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
    double from = centred(low, mean, std);
    double to = centred(high, mean, std);
    Draws draws = Draws.of(random, tensor.dataType());
    double[] q = new double[Elements.BLOCK];
    Elements.fill(
        tensor,
        (first, block, count) -> {
          draws.uniform(first, q, count);
          between(q, from, to);
          NormalQuantile.of(q, block, count);
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
      Elements.requireFinite(Math.max(Math.abs(low), Math.abs(high)), tensor);
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    return Spread.deviation(std) + ", " + Spread.range(low, high);
  }

  private static double centred(double bound, double mean, double std) {
    return NormalDistribution.centred((bound - mean) / std);
  }

  private static void between(double[] q, double from, double to) {
    double middle = 0.5 * (from + to);
    double width = to - from;
    for (int i = 0; i < Elements.BLOCK; i++) {
      q[i] = Math.min(Math.max(middle + width * q[i], -LARGEST_CENTRED), LARGEST_CENTRED);
    }
  }

  private void place(double[] block) {
    double centre = mean;
    double scale = std;
    double least = low;
    double most = high;
    for (int i = 0; i < Elements.BLOCK; i++) {
      block[i] = Math.min(Math.max(centre + scale * block[i], least), most);
    }
  }
}
