// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.tensor.Tensor;

/**
 * Weights of mean zero whose variance shrinks with the connections of a unit, so that signals keep
 * their size from layer to layer. {@link LeCun}, {@link Xavier} and {@link He} are this formula
 * with their gains and modes.
 *
 * <pre>
 * Var(w) = gain² / n
 * normal:            w ~ N(0, σ²)      σ = gain / √n
 * truncated normal:  w ~ N(0, s²) within ±2s      s = σ / 0.87962566103423978, so that Var(w) = σ²
 * uniform:           w ~ U(−b, b)      b = gain · √(3 / n)
 * </pre>
 *
 * <p>n is the fan of the {@linkplain FanMode mode}. The normal form is not truncated, as in
 * PyTorch; Keras, TensorFlow and JAX truncate theirs. Their {@code VarianceScaling} states the
 * square of the gain, as {@link #withScale} does.
 *
 * <p>Defaults: gain 1, {@link FanMode#FAN_IN}.
 */
public final class VarianceScaling implements Initializer {
  private enum Distribution {
    NORMAL,
    TRUNCATED_NORMAL,
    UNIFORM
  }

  private final Distribution distribution;
  private final double gain;
  private final FanMode mode;

  private VarianceScaling(Distribution distribution, double gain, FanMode mode) {
    this.distribution = distribution;
    this.gain = Checks.positive("gain", gain);
    this.mode = Objects.requireNonNull(mode, "mode");
  }

  /**
   * Normally distributed weights.
   *
   * @return the initializer with gain 1 and {@link FanMode#FAN_IN}
   */
  public static VarianceScaling normal() {
    return new VarianceScaling(Distribution.NORMAL, Gain.linear(), FanMode.FAN_IN);
  }

  /**
   * Normally distributed weights, truncated at two standard deviations; the variance is that after
   * truncation.
   *
   * @return the initializer with gain 1 and {@link FanMode#FAN_IN}
   */
  public static VarianceScaling truncatedNormal() {
    return new VarianceScaling(Distribution.TRUNCATED_NORMAL, Gain.linear(), FanMode.FAN_IN);
  }

  /**
   * Uniformly distributed weights.
   *
   * @return the initializer with gain 1 and {@link FanMode#FAN_IN}
   */
  public static VarianceScaling uniform() {
    return new VarianceScaling(Distribution.UNIFORM, Gain.linear(), FanMode.FAN_IN);
  }

  /**
   * The same distribution with another gain, which replaces the present one.
   *
   * @param gain the gain, positive; see {@link Gain}
   * @return the initializer
   * @throws IllegalArgumentException if the gain is not positive and finite
   */
  public VarianceScaling withGain(double gain) {
    return new VarianceScaling(distribution, gain, mode);
  }

  /**
   * The same distribution with gain √scale, as Keras and JAX state it: Var(w) = scale / n.
   *
   * @param scale the square of the gain, positive
   * @return the initializer
   * @throws IllegalArgumentException if the scale is not positive and finite
   */
  public VarianceScaling withScale(double scale) {
    return withGain(Math.sqrt(Checks.positive("scale", scale)));
  }

  /**
   * The same distribution with another fan in the denominator.
   *
   * @param mode the mode
   * @return the initializer
   */
  public VarianceScaling withMode(FanMode mode) {
    return new VarianceScaling(distribution, gain, mode);
  }

  /**
   * The standard deviation of the weights, whichever the distribution: gain / √n.
   *
   * @param fan the connections of one unit
   * @return σ
   */
  public double standardDeviation(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    return gain / Math.sqrt(mode.of(fan));
  }

  /**
   * The largest magnitude of a weight: gain · √(3 / n) if the distribution is uniform, 2 · gain /
   * (0.87962566103423978 · √n) if it is truncated normal.
   *
   * @param fan the connections of one unit
   * @return b
   * @throws IllegalStateException if the distribution is normal and not truncated: it has no bound
   */
  public double bound(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    return switch (distribution) {
      case UNIFORM -> gain * Math.sqrt(3 / mode.of(fan));
      case TRUNCATED_NORMAL -> 2 * (standardDeviation(fan) / TruncatedNormal.DEVIATION_WITHIN_TWO);
      case NORMAL ->
          throw new IllegalStateException(
              "only a uniform or a truncated distribution has a bound, but this is " + this);
    };
  }

  /**
   * Overwrites every element.
   *
   * @throws IllegalArgumentException if the fan was read from a shape of another size, or if the
   *     weights would overflow the tensor's type
   */
  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    requireFits(tensor, fan);
    Objects.requireNonNull(random, "random");
    if (tensor.size() > 0) {
      distribution(fan).fill(tensor, fan, random);
    }
  }

  private Initializer distribution(Fan fan) {
    return switch (distribution) {
      case NORMAL -> Normal.of(0, standardDeviation(fan));
      case TRUNCATED_NORMAL -> TruncatedNormal.ofDeviation(0, standardDeviation(fan));
      case UNIFORM -> Uniform.of(-bound(fan), bound(fan));
    };
  }

  @Override
  public void requireFits(Tensor tensor, Fan fan) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(fan, "fan");
    fan.requireFits(tensor);
    if (tensor.size() > 0) {
      distribution(fan).requireFits(tensor, fan);
    }
  }

  @Override
  public String spread(Fan fan) {
    return switch (distribution) {
      case NORMAL -> Spread.deviation(standardDeviation(fan));
      case TRUNCATED_NORMAL ->
          Spread.deviation(standardDeviation(fan)) + ", " + Spread.bound(bound(fan));
      case UNIFORM -> Spread.bound(bound(fan));
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VarianceScaling that
        && distribution == that.distribution
        && gain == that.gain
        && mode == that.mode;
  }

  @Override
  public int hashCode() {
    return Objects.hash(distribution, gain, mode);
  }

  @Override
  public String toString() {
    return "VarianceScaling[distribution="
        + distribution
        + ", gain="
        + gain
        + ", mode="
        + mode
        + "]";
  }
}
