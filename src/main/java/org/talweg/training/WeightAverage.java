package org.talweg.training;

import org.talweg.internal.Checks;

/**
 * A running average of the weights, kept beside them: a ← a + c(t)·(w − a) after each step t, where
 * c(1) = 1, so that the average starts as the weights after the first step.
 */
public final class WeightAverage {
  private final double decay;

  private WeightAverage(double decay) {
    this.decay = decay;
  }

  /**
   * The exponential average a ← d·a + (1 − d)·w. Polyak and Juditsky, "Acceleration of Stochastic
   * Approximation by Averaging", 1992, for the idea; PyTorch: {@code AveragedModel} with {@code
   * get_ema_multi_avg_fn}.
   *
   * @param decay d, in [0, 1); 0.999 remembers about a thousand steps
   * @return the average, to give to {@link TrainerBuilder#average}
   * @throws IllegalArgumentException unless the decay is in [0, 1)
   */
  public static WeightAverage exponential(double decay) {
    return new WeightAverage(Checks.fraction("decay of the average", decay));
  }

  /** c(t): the share of the newest weights. */
  double share(long step) {
    return step == 1 ? 1 : 1 - decay;
  }
}
