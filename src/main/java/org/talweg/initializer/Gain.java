package org.talweg.initializer;

import org.talweg.internal.Checks;

/**
 * The factor by which weights must be wider than 1/√fan so that signals keep their size through an
 * activation function; for {@link VarianceScaling#withGain}. The values are those of PyTorch's
 * {@code calculate_gain}.
 */
public final class Gain {
  private Gain() {}

  /**
   * For layers without activation.
   *
   * @return 1
   */
  public static double linear() {
    return 1;
  }

  /**
   * For the logistic function.
   *
   * @return 1
   */
  public static double sigmoid() {
    return 1;
  }

  /**
   * For the hyperbolic tangent.
   *
   * @return 5/3
   */
  public static double tanh() {
    return 5.0 / 3;
  }

  /**
   * For max(0, x), which halves the mean square of a symmetric signal.
   *
   * @return √2
   */
  public static double relu() {
    return Math.sqrt(2);
  }

  /**
   * For max(0, x) + a · min(0, x).
   *
   * @param negativeSlope the slope a, finite; 0 is {@link #relu()}
   * @return √(2 / (1 + a²))
   * @throws IllegalArgumentException if the slope is not finite
   */
  public static double leakyRelu(double negativeSlope) {
    Checks.finite("negativeSlope", negativeSlope);
    return Math.sqrt(2 / (1 + negativeSlope * negativeSlope));
  }

  /**
   * For SELU. A network that shall normalize itself as its paper describes needs gain 1 instead:
   * {@link LeCun#normal()}.
   *
   * @return 3/4
   */
  public static double selu() {
    return 0.75;
  }
}
