// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
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
 * <p>Defaults: those of {@link Adam}, and λ = 0.01 as in PyTorch (optax has 1e-4, Keras 0.004); see
 * {@link #withWeightDecay(double)}.
 */
public final class AdamW extends AbstractOptimizer<AdamW> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Adam.BETA1;

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Adam.BETA2;

  private static final Hyperparameters DEFAULTS =
      Adam.DEFAULTS.withDefaultDecay(WeightDecay.decoupled(0.01));

  private AdamW(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected AdamW with(Hyperparameters changed) {
    return new AdamW(changed);
  }

  /**
   * {@return AdamW at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AdamW of(double learningRate) {
    return new AdamW(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return AdamW at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static AdamW of(Schedule learningRate) {
    return new AdamW(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages} See {@link Adam#withBetas}.
   *
   * @param beta1 β₁, in [0, 1); 0.9 by default
   * @param beta2 β₂, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public AdamW withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε at the place where it is now}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public AdamW withEpsilon(double epsilon) {
    return withEpsilon(hyperparameters().epsilon().resized(epsilon));
  }

  /**
   * {@return a copy with another ε, and its place}
   *
   * @param epsilon ε at any place, outside the root by default
   */
  public AdamW withEpsilon(Epsilon epsilon) {
    return with(hyperparameters().with(epsilon));
  }

  /**
   * {@return a copy with AMSGrad on or off} See {@link Adam#withAmsgrad}.
   *
   * @param amsgrad {@code true} to divide by the running maximum of v; default {@code false}
   */
  public AdamW withAmsgrad(boolean amsgrad) {
    return with(hyperparameters().with(Adam.AMSGRAD, amsgrad).with(Adam.CORRECTED, false));
  }

  /**
   * {@return a copy with optax' {@code amsgrad} on or off} See {@link Adam#withAmsgradOfCorrected}.
   *
   * @param amsgrad {@code true} to divide by the running maximum of v̂; default {@code false}
   */
  public AdamW withAmsgradOfCorrected(boolean amsgrad) {
    return with(hyperparameters().with(Adam.AMSGRAD, false).with(Adam.CORRECTED, amsgrad));
  }

  @Override
  public List<String> equations() {
    return Adam.equations(hyperparameters());
  }

  @Override
  public Rule rule() {
    return Adam.rule(hyperparameters());
  }
}
