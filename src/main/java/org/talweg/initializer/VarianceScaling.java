package org.talweg.initializer;

import org.talweg.internal.Checks;
import org.talweg.tensor.Tensor;

/**
 * Weights of mean zero whose variance shrinks with the connections of a unit, so that signals keep
 * their size from layer to layer. {@link LeCun}, {@link Xavier} and {@link He} are this formula
 * with their gains and modes.
 *
 * <pre>
 * Var(w) = gain² / n
 * normal:   w ~ N(0, σ²)      σ = gain / √n
 * uniform:  w ~ U(−b, b)      b = gain · √(3 / n)
 * </pre>
 *
 * <p>n is the fan of the {@linkplain FanMode mode}. The normal form is not truncated, as in
 * PyTorch; Keras and TensorFlow truncate theirs at two standard deviations.
 *
 * <p>Defaults: gain 1, {@link FanMode#FAN_IN}.
 */
public final class VarianceScaling implements Initializer {
  private enum Distribution {
    NORMAL,
    UNIFORM
  }

  private final Distribution distribution;
  private final double gain;
  private final FanMode mode;

  private VarianceScaling(Distribution distribution, double gain, FanMode mode) {
    this.distribution = distribution;
    this.gain = Checks.positive("gain", gain);
    this.mode = mode;
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
   * The same distribution with another fan in the denominator.
   *
   * @param mode the mode
   * @return the initializer
   */
  public VarianceScaling withMode(FanMode mode) {
    return new VarianceScaling(distribution, gain, mode);
  }

  /**
   * The standard deviation of the weights, of either distribution: gain / √n.
   *
   * @param fan the connections of one unit
   * @return σ
   */
  public double standardDeviation(Fan fan) {
    return gain / Math.sqrt(mode.of(fan));
  }

  /**
   * The bound of uniformly distributed weights: gain · √(3 / n).
   *
   * @param fan the connections of one unit
   * @return b
   * @throws IllegalStateException if the distribution is normal, which has no bound
   */
  public double bound(Fan fan) {
    if (distribution != Distribution.UNIFORM) {
      throw new IllegalStateException(
          "only a uniform distribution has a bound, but this is " + this);
    }
    return gain * Math.sqrt(3 / mode.of(fan));
  }

  /**
   * Overwrites every element.
   *
   * @throws IllegalArgumentException if the weights would overflow the tensor's type
   */
  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    switch (distribution) {
      case NORMAL -> Normal.of(0, standardDeviation(fan)).fill(tensor, random);
      case UNIFORM -> Uniform.of(-bound(fan), bound(fan)).fill(tensor, random);
    }
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
