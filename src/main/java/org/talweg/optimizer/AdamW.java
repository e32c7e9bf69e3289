package org.talweg.optimizer;

import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;

/**
 * AdamW: {@link Adam} with {@linkplain WeightDecay#decoupled decoupled} weight decay.
 *
 * <pre>
 * w ← w − (η·λ·w + Adam's change)
 * </pre>
 *
 * <p>Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, <a
 * href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>. PyTorch: {@code AdamW}.
 *
 * <p>Defaults: those of {@link Adam}, and λ = 0.01 as in PyTorch (optax has 1e-4, Keras 0.004).
 */
public final class AdamW {
  private static final double WEIGHT_DECAY = 0.01;

  private AdamW() {}

  /**
   * {@return AdamW at a constant rate with λ = 0.01}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Adam of(double learningRate) {
    return of(learningRate, WEIGHT_DECAY);
  }

  /**
   * {@return AdamW at a scheduled rate with λ = 0.01}
   *
   * @param learningRate η by step
   */
  public static Adam of(Schedule learningRate) {
    return of(learningRate, WEIGHT_DECAY);
  }

  /**
   * {@return AdamW at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @param weightDecay λ, zero or positive and finite
   * @throws IllegalArgumentException if one of them is negative or not finite
   */
  public static Adam of(double learningRate, double weightDecay) {
    return Adam.of(learningRate).withWeightDecay(WeightDecay.decoupled(weightDecay));
  }

  /**
   * {@return AdamW at a scheduled rate}
   *
   * @param learningRate η by step
   * @param weightDecay λ, zero or positive and finite
   * @throws IllegalArgumentException if the decay is negative or not finite
   */
  public static Adam of(Schedule learningRate, double weightDecay) {
    return Adam.of(learningRate).withWeightDecay(WeightDecay.decoupled(weightDecay));
  }
}
