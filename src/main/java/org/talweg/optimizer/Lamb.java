// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.StepNumbers;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;

/**
 * LAMB: {@link Adam}'s change, made as long for each parameter as its weights are, for very large
 * batches.
 *
 * <pre>
 * r = m̂ / (√v̂ + ε) + λ·w
 * w ← w − η·‖w‖ / ‖r‖·r
 * </pre>
 *
 * <p>m̂ and v̂ are Adam's, λ the decoupled weight decay, η the learning rate; norms are Euclidean,
 * of each parameter by itself. Where ‖w‖ or ‖r‖ is 0, their ratio counts as 1, so weights of zero
 * move. You, Li, Reddi et al., "Large Batch Optimization for Deep Learning: Training BERT in 76
 * minutes", ICLR 2020, <a href="https://arxiv.org/abs/1904.00962">arXiv:1904.00962</a>, algorithm 2
 * with φ(z) = z. optax: {@code lamb}; Keras: {@code Lamb}, which lets weights decay before, outside
 * the norm. Biases and the scales of normalization are better left to {@link AdamW}, in a group.
 *
 * <p>Defaults: those of {@link Adam}, but ε = 1e-6 and λ = 0 as in optax.
 */
public final class Lamb extends AbstractOptimizer<Lamb> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Adam.BETA1;

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Adam.BETA2;

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2)
          .withEpsilon(
              Epsilon.outsideRoot(1e-6),
              Epsilon.Place.INSIDE_ROOT,
              Epsilon.Place.BOTH,
              Epsilon.Place.HAT)
          .withFlags(Adam.AMSGRAD, Adam.CORRECTED)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private Lamb(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Lamb with(Hyperparameters changed) {
    return new Lamb(changed);
  }

  /**
   * {@return LAMB at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Lamb of(double learningRate) {
    return new Lamb(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return LAMB at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Lamb of(Schedule learningRate) {
    return new Lamb(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁, in [0, 1); 0.9 by default
   * @param beta2 β₂, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public Lamb withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε at the place where it is now}
   *
   * @param epsilon ε, at least 1e-30; 1e-6 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Lamb withEpsilon(double epsilon) {
    return withEpsilon(hyperparameters().epsilon().resized(epsilon));
  }

  /**
   * {@return a copy with another ε, and its place}
   *
   * @param epsilon ε at any place, outside the root by default
   */
  public Lamb withEpsilon(Epsilon epsilon) {
    return with(hyperparameters().with(epsilon));
  }

  /**
   * {@return a copy with AMSGrad on or off} See {@link Adam#withAmsgrad}.
   *
   * @param amsgrad {@code true} to divide by the running maximum of v; default {@code false}
   */
  public Lamb withAmsgrad(boolean amsgrad) {
    return with(hyperparameters().with(Adam.AMSGRAD, amsgrad).with(Adam.CORRECTED, false));
  }

  /**
   * {@return a copy with optax' {@code amsgrad} on or off} See {@link Adam#withAmsgradOfCorrected}.
   *
   * @param amsgrad {@code true} to divide by the running maximum of v̂; default {@code false}
   */
  public Lamb withAmsgradOfCorrected(boolean amsgrad) {
    return with(hyperparameters().with(Adam.AMSGRAD, false).with(Adam.CORRECTED, amsgrad));
  }

  @Override
  public List<String> equations() {
    List<String> lines = new ArrayList<>(Adam.equations(hyperparameters()));
    String change = lines.remove(lines.size() - 1).replace("w ← w − {learningRate}·", "r = ");
    lines.add(change + " + {decoupled}·w");
    lines.add("w ← w − {learningRate}·‖w‖ / ‖r‖·r");
    return List.copyOf(lines);
  }

  @Override
  public Rule rule() {
    return Adam.rule(hyperparameters()).withChangeFactor(Lamb::trust);
  }

  private static double trust(double weights, double change, StepNumbers numbers) {
    return weights == 0 || change == 0 ? 1 : weights / change;
  }
}
