// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * MADGRAD, momentumized adaptive dual averaged gradient: all gradients so far, weighted more the
 * later they came, and a scale that is the cube root of their squares, say how far a weight is from
 * where it began; momentum draws it there.
 *
 * <pre>
 * λ = η·√t
 * s ← s + λ·g                            v ← v + λ·g²
 * z = w₀ − s / (∛v + ε)                  w ← w + (1 − μ)·(z − w)
 * </pre>
 *
 * <p>η is the learning rate, w₀ the weight before the first step, t the step of the state from 1.
 * Weights move without gradient too, towards z. (The authors' code adds ε to η.) It wants less
 * weight decay than other rules, often none. Three slots, and a cube root for each element, which
 * is slow. Defazio and Jelassi, "Adaptivity without Compromise: A Momentumized, Adaptive, Dual
 * Averaged Gradient Method for Stochastic Optimization", JMLR 2022, <a
 * href="https://arxiv.org/abs/2101.11075">arXiv:2101.11075</a>.
 *
 * <p>Defaults, the authors': μ = 0.9, ε = 1e-6; their rate is 0.01.
 */
public final class Madgrad extends AbstractOptimizer<Madgrad> {
  /** μ, the momentum, in [0, 1). */
  public static final Hyperparameter MOMENTUM = Hyperparameter.fraction("momentum", 0.9);

  /** ε, beside the cube root, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-6);

  private static final Hyperparameters DEFAULTS = Hyperparameters.declare(MOMENTUM, EPSILON);

  private static final Slot FIRST_WEIGHT = Slot.lasting("first_weight", 0);
  private static final Slot SUM = Slot.lasting("weighted_sum", 0);
  private static final Slot SQUARES = Slot.lasting("weighted_squares", 0);

  private enum Step {
    LAMBDA,
    NEW,
    EPSILON,
    FIRST
  }

  private Madgrad(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Madgrad with(Hyperparameters changed) {
    return new Madgrad(changed);
  }

  /**
   * {@return MADGRAD at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Madgrad of(double learningRate) {
    return new Madgrad(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return MADGRAD at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Madgrad of(Schedule learningRate) {
    return new Madgrad(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another momentum}
   *
   * @param momentum μ, in [0, 1); 0.9 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public Madgrad withMomentum(double momentum) {
    return with(hyperparameters().with(MOMENTUM, momentum));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-6 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Madgrad withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "w₀ ← w₀ + max(2 − t, 0)·(w − w₀)",
        "r = {learningRate}·√t",
        "s ← s + r·g",
        "v ← v + r·g²",
        "z = w₀ − s / (∛v + {epsilon})",
        "w ← w + (1 − {momentum})·(z − w)");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), Madgrad::numbers, Madgrad::step, Madgrad::step)
        .withSlots(FIRST_WEIGHT, SUM, SQUARES)
        .readingWeights();
  }

  private static void numbers(StepNumbers s) {
    s.set(Step.LAMBDA, s.learningRate() * Math.sqrt((double) s.stateStep()));
    s.set(Step.NEW, 1 - s.get(MOMENTUM));
    s.set(Step.EPSILON, s.get(EPSILON));
    s.set(Step.FIRST, s.stateStep() == 1 ? 1 : 0);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), start = c.slot(FIRST_WEIGHT);
    float[] sum = c.slot(SUM), squares = c.slot(SQUARES);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), fresh = c.number(Step.NEW);
    float lambda = c.number(Step.LAMBDA), eps = c.number(Step.EPSILON);
    if (c.number(Step.FIRST) != 0) {
      System.arraycopy(w, c.from(), start, c.from(), c.to() - c.from());
    }
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float total = sum[i] + lambda * grad;
      float square = squares[i] + lambda * grad * grad;
      sum[i] = total;
      squares[i] = square;
      float goal = start[i] - total / ((float) StrictMath.cbrt(square) + eps);
      float change = fresh * (weight - goal);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), start = c.slot(FIRST_WEIGHT);
    double[] sum = c.slot(SUM), squares = c.slot(SQUARES);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), fresh = c.number(Step.NEW);
    double lambda = c.number(Step.LAMBDA), eps = c.number(Step.EPSILON);
    if (c.number(Step.FIRST) != 0) {
      System.arraycopy(w, c.from(), start, c.from(), c.to() - c.from());
    }
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double total = sum[i] + lambda * grad;
      double square = squares[i] + lambda * grad * grad;
      sum[i] = total;
      squares[i] = square;
      double goal = start[i] - total / (StrictMath.cbrt(square) + eps);
      double change = fresh * (weight - goal);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
