// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * LARS: gradient descent with momentum and a rate of its own for each parameter, in proportion to
 * its weights, for large batches.
 *
 * <pre>
 * ρ = τ·‖w‖ / (‖g‖ + λ·‖w‖)
 * v ← μ·v + η·ρ·(g + λ·w)             w ← w − v
 * </pre>
 *
 * <p>η is the learning rate, τ the trust coefficient, μ the momentum, λ the weight decay, which is
 * L2; norms are Euclidean, of each parameter by itself. Where ‖w‖ or ‖g‖ is 0, ρ is 1. With
 * Nesterov's momentum w ← w − (μ·v + η·ρ·(g + λ·w)). You, Gitman and Ginsburg, "Large Batch
 * Training of Convolutional Networks", 2017, <a
 * href="https://arxiv.org/abs/1708.03888">arXiv:1708.03888</a>, algorithm 1. optax' {@code lars}
 * divides by ‖g + λ·w‖: {@link #withNormOfSum}. A transform that rewrites elements, such as a
 * clipping by value, would come after ρ was taken, so a trainer refuses it. Biases and the scales
 * of normalization are better left to {@link Momentum}, in a group.
 *
 * <p>Defaults: τ = 0.001 and μ = 0.9, the paper's; λ = 0.
 */
public final class Lars extends AbstractOptimizer<Lars> {
  /** τ, the trust coefficient, above 0. */
  public static final Hyperparameter TRUST_COEFFICIENT =
      Hyperparameter.positive("trustCoefficient", 0.001);

  /** μ, the momentum, in [0, 1). */
  public static final Hyperparameter MOMENTUM = Hyperparameter.fraction("momentum", 0.9);

  private static final Flag NESTEROV = new Flag("nesterov", false);
  private static final Flag SUM = new Flag("normOfSum", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(TRUST_COEFFICIENT, MOMENTUM).withFlags(NESTEROV, SUM);

  private static final Slot VELOCITY = Slot.fading("velocity", MOMENTUM);

  private enum Step {
    RATE,
    MOMENTUM,
    AHEAD,
    NOW
  }

  private Lars(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Lars with(Hyperparameters changed) {
    return new Lars(changed);
  }

  /**
   * {@return LARS at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Lars of(double learningRate) {
    return new Lars(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return LARS at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Lars of(Schedule learningRate) {
    return new Lars(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another trust coefficient}
   *
   * @param trustCoefficient τ, positive; 0.001 by default
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Lars withTrustCoefficient(double trustCoefficient) {
    return with(hyperparameters().with(TRUST_COEFFICIENT, trustCoefficient));
  }

  /**
   * {@return a copy with another momentum}
   *
   * @param momentum μ, in [0, 1); 0.9 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public Lars withMomentum(double momentum) {
    return with(hyperparameters().with(MOMENTUM, momentum));
  }

  /**
   * {@return a copy with Nesterov's momentum on or off}
   *
   * @param nesterov {@code true} to look ahead; default {@code false}
   */
  public Lars withNesterov(boolean nesterov) {
    return with(hyperparameters().with(NESTEROV, nesterov));
  }

  /**
   * {@return a copy that divides by the norm of gradient and decay together, or not}
   *
   * @param sum {@code true} for ρ = τ·‖w‖ / ‖g + λ·w‖, as in optax; default {@code false}
   */
  public Lars withNormOfSum(boolean sum) {
    return with(hyperparameters().with(SUM, sum));
  }

  @Override
  public List<String> equations() {
    String norm = hyperparameters().is(SUM) ? "‖g + {l2}·w‖" : "(‖g‖ + {l2}·‖w‖)";
    return List.of(
        "r = {trustCoefficient}·‖w‖ / " + norm,
        "p = {learningRate}·r·(g + {l2}·w)",
        "v ← {momentum}·v + p",
        "w ← w − " + (hyperparameters().is(NESTEROV) ? "(p + {momentum}·v)" : "v"));
  }

  @Override
  public Rule rule() {
    Rule rule = Rule.of(Step.values(), Lars::numbers, Lars::step, Lars::step).withSlots(VELOCITY);
    return hyperparameters().is(SUM)
        ? rule.withFactorOfDecayedGradient(Lars::trustOfSum)
        : rule.withGradientFactor(Lars::trust);
  }

  private static double trust(double weights, double gradient, StepNumbers s) {
    return weights == 0 || gradient == 0
        ? 1
        : bounded(s.get(TRUST_COEFFICIENT) * weights / (gradient + s.l2() * weights));
  }

  private static double trustOfSum(double weights, double sum, StepNumbers s) {
    return weights == 0 || sum == 0 ? 1 : bounded(s.get(TRUST_COEFFICIENT) * weights / sum);
  }

  /** Subnormal gradients would need a factor beyond the range of single precision. */
  private static double bounded(double factor) {
    return Math.min(factor, Float.MAX_VALUE);
  }

  private static void numbers(StepNumbers s) {
    boolean ahead = s.is(NESTEROV);
    s.set(Step.RATE, s.learningRate());
    s.set(Step.MOMENTUM, s.get(MOMENTUM));
    s.set(Step.AHEAD, ahead ? s.get(MOMENTUM) : 1);
    s.set(Step.NOW, ahead ? 1 : 0);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), v = c.slot(VELOCITY);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float momentum = c.number(Step.MOMENTUM);
    float ahead = c.number(Step.AHEAD), now = c.number(Step.NOW);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float push = rate * grad;
      float velocity = momentum * v[i] + push;
      v[i] = velocity;
      float change = ahead * velocity + now * push;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), v = c.slot(VELOCITY);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double momentum = c.number(Step.MOMENTUM);
    double ahead = c.number(Step.AHEAD), now = c.number(Step.NOW);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double push = rate * grad;
      double velocity = momentum * v[i] + push;
      v[i] = velocity;
      double change = ahead * velocity + now * push;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
