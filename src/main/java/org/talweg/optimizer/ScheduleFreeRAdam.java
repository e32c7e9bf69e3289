// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.schedule.Schedule;

/**
 * {@link ScheduleFreeAdamW} with the warm-up of {@link RAdam}: neither a schedule nor a warm-up is
 * to be chosen.
 *
 * <pre>
 * ρ = ρ∞ − 2t·β₂ᵗ / (1 − β₂ᵗ)          ρ∞ = 2 / (1 − β₂) − 1
 * z ← z − r·η·g(y) / (√v̂ + ε)          r = √((ρ − 4)·(ρ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρ)); 0 while ρ ≤ 4
 * </pre>
 *
 * <p>The weights of the parameters are y, and the result is x, the slot {@code averaged_weight}:
 * evaluate and save it by {@link org.talweg.training.Trainer#useAverages}. A checkpoint has x under
 * the parameter's own name, and y as {@code <parameter>/training_weights}, so that a program that
 * loads its weights gets x. A constant rate, or one that warms up, is enough; there is none to
 * fall.
 *
 * <p>v̂, x and y are those of {@link ScheduleFreeAdamW}, with r·η in place of η, so nothing moves
 * during the first steps, 4 with β₂ = 0.999. A weight decay goes by η without r. Liu et al., "On
 * the Variance of the Adaptive Learning Rate and Beyond", ICLR 2020, <a
 * href="https://arxiv.org/abs/1908.03265">arXiv:1908.03265</a>; Defazio, Yang, Mehta, Mishchenko,
 * Khaled and Cutkosky, "The Road Less Scheduled", NeurIPS 2024, <a
 * href="https://arxiv.org/abs/2405.15682">arXiv:2405.15682</a>. schedulefree: {@code
 * RAdamScheduleFree}.
 *
 * <p>Defaults, the authors': β = 0.9, β₂ = 0.999, ε = 1e-8, p = 0, q = 2.
 */
public final class ScheduleFreeRAdam extends AbstractOptimizer<ScheduleFreeRAdam> {
  /** β, the part of the average in the weights, in [0, 1). */
  public static final Hyperparameter BETA = ScheduleFree.BETA;

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Adam.BETA2;

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = ScheduleFreeAdamW.EPSILON;

  /**
   * While ρ is at most this, nothing moves; as its authors have it, where PyTorch's RAdam has 5.
   */
  private static final double BOUND = 4;

  private static final Hyperparameters DEFAULTS = ScheduleFreeAdamW.DEFAULTS;

  private ScheduleFreeRAdam(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected ScheduleFreeRAdam with(Hyperparameters changed) {
    return new ScheduleFreeRAdam(changed);
  }

  /**
   * {@return the rule at a constant rate}
   *
   * @param learningRate η, zero or positive and finite; 0.0025 suits many networks
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static ScheduleFreeRAdam of(double learningRate) {
    return new ScheduleFreeRAdam(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return the rule at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static ScheduleFreeRAdam of(Schedule learningRate) {
    return new ScheduleFreeRAdam(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another mixture}
   *
   * @param beta β, in [0, 1); 0.9 by default; the authors advise 0.95 to 0.98 for long trainings
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public ScheduleFreeRAdam withBeta(double beta) {
    return with(hyperparameters().with(BETA, beta));
  }

  /**
   * {@return a copy with another decay rate of the square's average}
   *
   * @param beta2 β₂, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public ScheduleFreeRAdam withBeta2(double beta2) {
    return with(hyperparameters().with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public ScheduleFreeRAdam withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  /**
   * {@return a copy whose average weighs late steps more}
   *
   * @param power p, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ScheduleFreeRAdam withStepPower(double power) {
    return with(hyperparameters().with(ScheduleFree.STEP_POWER, power));
  }

  /**
   * {@return a copy whose average weighs steps by another power of the rate}
   *
   * @param power q, zero or positive; 2 by default, 0 in Keras
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ScheduleFreeRAdam withRatePower(double power) {
    return with(hyperparameters().with(ScheduleFree.RATE_POWER, power));
  }

  @Override
  public List<String> equations() {
    return ScheduleFree.equations(
        "r",
        "v ← {beta2}·v + (1 − {beta2})·g²",
        "v̂ = v / (1 − {beta2}^t)",
        "ρ∞ = 2 / (1 − {beta2}) − 1",
        "ρ = ρ∞ − 2·t·{beta2}^t / (1 − {beta2}^t)",
        "q = (ρ − 4)·(ρ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρ)",
        "r = 0 if ρ ≤ 4",
        "r = {learningRate}·√q if ρ > 4",
        "z ← z − r·g / (√v̂ + {epsilon})");
  }

  @Override
  public Rule rule() {
    Hyperparameters values = hyperparameters();
    return ScheduleFreeAdamW.rule(
        s -> {
          double rectified = s.learningRate() * Math.sqrt(RAdam.rectification(s, BOUND));
          ScheduleFreeAdamW.numbers(s, values, rectified);
        });
  }
}
