// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Powers;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * FTRL-Proximal: follows the leader of all gradients so far, regularized. L1 makes weights exactly
 * zero, which keeps large sparse linear models small.
 *
 * <pre>
 * n ← n + g²                          D = (β + nᵖ) / η
 * z ← y + g + s·w − D·w
 * w ← (min(max(z, −λ₁), λ₁) − z) / (D + λ₂)
 * y ← min(max(z, −λ₁), λ₁) − λ₂·w
 * </pre>
 *
 * <p>η is the learning rate, p the power of the sum of squares n, which starts at the initial
 * accumulator, s the shrinkage. z is that of the paper, in which each step adds g − σ·w, and the
 * sum of all σ is D at any rate; y = z + D·w is kept in its place, so that a weight without
 * gradient keeps its value when the rate changes. In Keras it does not: {@link #withPresentRate}.
 * Without λ₁, λ₂ and s it is w ← w − g / D, {@link AdaGrad} with β for ε. A rate of 0 leaves
 * weights and state as they are, and so does one below 2⁻⁶⁰ (8.7e-19).
 *
 * <p>At the first step z is 0, as in the paper, so a weight without gradient goes to 0, whatever it
 * was before: start from weights of zero, as the paper does. λ₁ is held against the <em>sum</em> of
 * gradients, which grows with the steps: for a penalty of λ·|w| on the loss let it grow alike,
 * {@code with(Ftrl.L1, t -> λ * t)}. A β of 0 counts as 2⁻⁷⁵ (2.6e-23), so that a weight without
 * gradient is not 0 / 0.
 *
 * <p>McMahan et al., "Ad Click Prediction: a View from the Trenches", KDD 2013, algorithm 1.
 *
 * <p>Defaults, the paper's: p = 0.5, β = 1, λ₁ = λ₂ = s = 0, initial accumulator 0. In Keras and
 * TensorFlow β is 0, the initial accumulator 0.1, p the negative of {@code learning_rate_power},
 * and λ₂ and s are half of ours.
 */
public final class Ftrl extends AbstractOptimizer<Ftrl> {
  static final Setting POWER = Setting.notNegative("power", 0.5);

  /** β, which bounds the rate of an element, zero or positive. */
  public static final Hyperparameter BETA = Hyperparameter.notNegative("beta", 1);

  /** λ₁, the size of z up to which a weight is zero, zero or positive. */
  public static final Hyperparameter L1 = Hyperparameter.notNegative("l1", 0);

  /** λ₂, the weight of the quadratic term, zero or positive. */
  public static final Hyperparameter L2 = Hyperparameter.notNegative("l2", 0);

  /** s, the shrinkage, zero or positive. */
  public static final Hyperparameter SHRINKAGE = Hyperparameter.notNegative("shrinkage", 0);

  private static final Setting INITIAL_ACCUMULATOR = Setting.notNegative("initialAccumulator", 0);
  private static final Flag PRESENT_RATE = new Flag("presentRate", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(L1, L2, SHRINKAGE, BETA)
          .withSettings(POWER, INITIAL_ACCUMULATOR)
          .withFlags(PRESENT_RATE);

  /** Rates below it count as 0: 1/η times the largest root would leave the range. */
  static final double LEAST_RATE = 0x1p-60;

  /** Counts as β where that is 0: about the root of the least float, against 0 / 0. */
  static final double LEAST_BETA = 0x1p-75;

  private static final Slot SUBGRADIENT = Slot.lasting("subgradient", 0);

  private enum Step {
    INVERSE_RATE,
    BETA,
    PULL,
    POWER,
    L1,
    L2
  }

  private final Slot sum;

  private Ftrl(Hyperparameters hyperparameters) {
    super(hyperparameters);
    sum = Slot.lasting("sum_of_squares", hyperparameters.get(INITIAL_ACCUMULATOR));
  }

  @Override
  protected Ftrl with(Hyperparameters changed) {
    return new Ftrl(changed);
  }

  /**
   * {@return FTRL at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Ftrl of(double learningRate) {
    return new Ftrl(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return FTRL at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Ftrl of(Schedule learningRate) {
    return new Ftrl(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another power of the sum of squares}
   *
   * @param power p, zero or positive; 0.5 by default. Another takes the time of a power an element
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withPower(double power) {
    return with(hyperparameters().with(POWER, power));
  }

  /**
   * {@return a copy with another β, which bounds the rate of an element}
   *
   * @param beta β, zero or positive; 1 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withBeta(double beta) {
    return with(hyperparameters().with(BETA, beta));
  }

  /**
   * {@return a copy with another bound of z, the sum of gradients, below which a weight is zero}
   *
   * @param l1 λ₁, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withL1(double l1) {
    return with(hyperparameters().with(L1, l1));
  }

  /**
   * {@return a copy with another weight of the quadratic term}
   *
   * @param l2 λ₂, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withL2(double l2) {
    return with(hyperparameters().with(L2, l2));
  }

  /**
   * {@return a copy with another shrinkage}
   *
   * @param shrinkage s, zero or positive; 0 by default. It adds s·w to the gradient in z, not in n
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withShrinkage(double shrinkage) {
    return with(hyperparameters().with(SHRINKAGE, shrinkage));
  }

  /**
   * {@return a copy with another initial value of n}
   *
   * @param initialAccumulator n before the first step, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withInitialAccumulator(double initialAccumulator) {
    return with(hyperparameters().with(INITIAL_ACCUMULATOR, initialAccumulator));
  }

  /**
   * {@return a copy with z kept in place of y, as in Keras and TensorFlow}
   *
   * <pre>
   * z ← z + g + s·w − ((n + g²)ᵖ − nᵖ) / η · w
   * </pre>
   *
   * <p>It is the same at a constant rate. At one that changes, weights are in proportion to it, as
   * z stays what it was and D does not: with a rate that falls to 0 all weights do.
   *
   * @param presentRate {@code true} to keep z; default {@code false}
   */
  public Ftrl withPresentRate(boolean presentRate) {
    return with(hyperparameters().with(PRESENT_RATE, presentRate));
  }

  @Override
  public List<String> equations() {
    if (hyperparameters().is(PRESENT_RATE)) {
      return List.of(
          "s = {shrinkage} − ((n + g²)^{power} − n^{power}) / {learningRate}",
          "z ← z + g + s·w",
          "n ← n + g²",
          "D = ({beta} + n^{power}) / {learningRate}",
          "w ← (min(max(z, −{l1}), {l1}) − z) / (D + {l2})");
    }
    return List.of(
        "s = {shrinkage} + max(2 − t, 0)·({beta} + {initialAccumulator}^{power}) / {learningRate}",
        "D = ({beta} + (n + g²)^{power}) / {learningRate}",
        "z = y + g + s·w − D·w",
        "w ← (min(max(z, −{l1}), {l1}) − z) / (D + {l2})",
        "y ← min(max(z, −{l1}), {l1}) − {l2}·w",
        "n ← n + g²");
  }

  @Override
  public Rule rule() {
    if (hyperparameters().is(PRESENT_RATE)) {
      return new FtrlOfPresentRate(sum, hyperparameters().get(POWER)).rule();
    }
    Rule rule =
        !usesRoot()
            ? Rule.of(Step.values(), this::numbers, this::power, this::power)
            : hyperparameters().isZero(L1)
                ? Rule.of(Step.values(), this::numbers, this::step, this::step)
                : Rule.of(Step.values(), this::numbers, this::sparse, this::sparse);
    return rule.withSlots(SUBGRADIENT, sum).readingWeights();
  }

  private boolean usesRoot() {
    return hyperparameters().get(POWER) == 0.5;
  }

  /** At the first step z is 0, as in the paper, and not −(β + nᵖ) / η · w. */
  private void numbers(StepNumbers s) {
    double rate = s.learningRate();
    double inverse = rate < LEAST_RATE ? 0 : 1 / rate;
    double beta = Math.max(s.get(BETA), LEAST_BETA) * inverse;
    double start =
        beta
            + inverse
                * Powers.of(
                    hyperparameters().get(INITIAL_ACCUMULATOR), hyperparameters().get(POWER));
    s.set(Step.INVERSE_RATE, inverse);
    s.set(Step.BETA, beta);
    s.set(Step.PULL, s.get(SHRINKAGE) + (s.stateStep() == 1 ? start : 0));
    s.set(Step.POWER, hyperparameters().get(POWER));
    s.set(Step.L1, s.get(L1));
    s.set(Step.L2, s.get(L2));
  }

  private void step(FloatChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    float[] w = c.value(), g = c.gradient(), y = c.slot(SUBGRADIENT), n = c.slot(sum);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    float inverse = c.number(Step.INVERSE_RATE), beta = c.number(Step.BETA);
    float pull = c.number(Step.PULL), square = c.number(Step.L2);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float total = n[i] + grad * grad;
      float leading = inverse * (float) Math.sqrt(total) + beta;
      float push = y[i] + (grad + pull * weight);
      float leader = weight - (push + square * weight) / (leading + square);
      n[i] = total;
      y[i] = -square * leader;
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  /** Two loops: one is more than HotSpot vectorizes. */
  private void sparse(FloatChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    add(c);
    float[] w = c.value(), y = c.slot(SUBGRADIENT), n = c.slot(sum);
    float decay = c.decay(), l1 = c.number(Step.L1), square = c.number(Step.L2);
    float inverse = c.number(Step.INVERSE_RATE), beta = c.number(Step.BETA);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i], push = y[i];
      float leading = inverse * (float) Math.sqrt(n[i]) + beta;
      float linear = push - Math.min(leading, Float.MAX_VALUE) * weight;
      float bounded = Math.max(-l1, Math.min(l1, linear));
      float leader = (bounded - linear) / (leading + square);
      y[i] = bounded - square * leader;
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  private void add(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), y = c.slot(SUBGRADIENT), n = c.slot(sum);
    float scale = c.gradientScale(), l2 = c.l2(), pull = c.number(Step.PULL);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      n[i] += grad * grad;
      y[i] += grad + pull * weight;
    }
  }

  private void power(FloatChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    float[] w = c.value(), g = c.gradient(), y = c.slot(SUBGRADIENT), n = c.slot(sum);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    float inverse = c.number(Step.INVERSE_RATE), beta = c.number(Step.BETA);
    float pull = c.number(Step.PULL), l1 = c.number(Step.L1), square = c.number(Step.L2);
    float huge = 1 / Float.MIN_NORMAL;
    float power = c.number(Step.POWER);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float total = n[i] + grad * grad;
      float leading = inverse * (float) Powers.of(total, power) + beta;
      float push = y[i] + (grad + pull * weight);
      float linear = push - Math.min(leading, Float.MAX_VALUE) * weight;
      float bounded = Math.max(-l1, Math.min(l1, linear));
      float moved = weight - (push - bounded + square * weight) / (leading + square);
      float leader = moved * Math.min(1, huge * Math.abs(linear - bounded));
      n[i] = total;
      y[i] = bounded - square * leader;
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  private void step(DoubleChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    double[] w = c.value(), g = c.gradient(), y = c.slot(SUBGRADIENT), n = c.slot(sum);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    double inverse = c.number(Step.INVERSE_RATE), beta = c.number(Step.BETA);
    double pull = c.number(Step.PULL), square = c.number(Step.L2);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double total = n[i] + grad * grad;
      double leading = inverse * Math.sqrt(total) + beta;
      double push = y[i] + (grad + pull * weight);
      double leader = weight - (push + square * weight) / (leading + square);
      n[i] = total;
      y[i] = -square * leader;
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  /** Two loops: one is more than HotSpot vectorizes. */
  private void sparse(DoubleChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    add(c);
    double[] w = c.value(), y = c.slot(SUBGRADIENT), n = c.slot(sum);
    double decay = c.decay(), l1 = c.number(Step.L1), square = c.number(Step.L2);
    double inverse = c.number(Step.INVERSE_RATE), beta = c.number(Step.BETA);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i], push = y[i];
      double leading = inverse * Math.sqrt(n[i]) + beta;
      double linear = push - Math.min(leading, Double.MAX_VALUE) * weight;
      double bounded = Math.max(-l1, Math.min(l1, linear));
      double leader = (bounded - linear) / (leading + square);
      y[i] = bounded - square * leader;
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  private void add(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), y = c.slot(SUBGRADIENT), n = c.slot(sum);
    double scale = c.gradientScale(), l2 = c.l2(), pull = c.number(Step.PULL);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      n[i] += grad * grad;
      y[i] += grad + pull * weight;
    }
  }

  private void power(DoubleChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    double[] w = c.value(), g = c.gradient(), y = c.slot(SUBGRADIENT), n = c.slot(sum);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    double inverse = c.number(Step.INVERSE_RATE), beta = c.number(Step.BETA);
    double pull = c.number(Step.PULL), l1 = c.number(Step.L1), square = c.number(Step.L2);
    double huge = 1 / Double.MIN_NORMAL;
    double power = c.number(Step.POWER);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double total = n[i] + grad * grad;
      double leading = inverse * Powers.of(total, power) + beta;
      double push = y[i] + (grad + pull * weight);
      double linear = push - Math.min(leading, Double.MAX_VALUE) * weight;
      double bounded = Math.max(-l1, Math.min(l1, linear));
      double moved = weight - (push - bounded + square * weight) / (leading + square);
      double leader = moved * Math.min(1, huge * Math.abs(linear - bounded));
      n[i] = total;
      y[i] = bounded - square * leader;
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }
}
