package org.talweg.optimizer;

import org.talweg.internal.Powers;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
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
 * σ = ((n + g²)ᵖ − nᵖ) / η
 * n ← n + g²
 * z ← z + g + s·w − σ·w
 * w ← (min(max(z, −λ₁), λ₁) − z) / ((β + nᵖ) / η + λ₂)
 * </pre>
 *
 * <p>η is the learning rate, p the power of the sum of squares n, which starts at the initial
 * accumulator, s the shrinkage. A weight is computed from z and n alone, so one without gradient
 * goes to 0, whatever it was before the first step: start from weights of zero, as the paper does.
 * A rate of 0 leaves weights and state as they are. McMahan et al., "Ad Click Prediction: a View
 * from the Trenches", KDD 2013, algorithm 1.
 *
 * <p>Defaults, the paper's: p = 0.5, β = 1, λ₁ = λ₂ = s = 0, initial accumulator 0. In Keras and
 * TensorFlow β is 0, the initial accumulator 0.1, p the negative of {@code learning_rate_power},
 * and λ₂ and s are half of ours.
 */
public final class Ftrl extends AbstractOptimizer<Ftrl> {
  private static final Setting POWER = Setting.notNegative("power", 0.5);

  /** β, which bounds the rate of an element, zero or positive. */
  public static final Hyperparameter BETA = Hyperparameter.notNegative("beta", 1);

  /** λ₁, the size of z up to which a weight is zero, zero or positive. */
  public static final Hyperparameter L1 = Hyperparameter.notNegative("l1", 0);

  /** λ₂, the weight of the quadratic term, zero or positive. */
  public static final Hyperparameter L2 = Hyperparameter.notNegative("l2", 0);

  /** s, the shrinkage, zero or positive. */
  public static final Hyperparameter SHRINKAGE = Hyperparameter.notNegative("shrinkage", 0);

  private static final Setting INITIAL_ACCUMULATOR = Setting.notNegative("initialAccumulator", 0);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(L1, L2, SHRINKAGE, BETA).withSettings(POWER, INITIAL_ACCUMULATOR);

  private static final Slot LINEAR = Slot.lasting("linear", 0);

  private enum Step {
    RATE,
    INVERSE_RATE,
    POWER,
    L1,
    QUADRATIC,
    SHRINKAGE
  }

  private final Slot sum;

  private Ftrl(Hyperparameters hyperparameters) {
    super(hyperparameters);
    if (hyperparameters.isZero(BETA)
        && hyperparameters.isZero(L2)
        && hyperparameters.get(INITIAL_ACCUMULATOR) == 0) {
      throw new IllegalArgumentException(
          "one of beta, l2 and initialAccumulator must be above 0, but all are 0: a weight without"
              + " gradient would be 0 / 0");
    }
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
   * @param power p, zero or positive; 0.5 by default. Another takes the time of two powers an
   *     element
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withPower(double power) {
    return with(hyperparameters().with(POWER, power));
  }

  /**
   * {@return a copy with another β, which bounds the rate of an element}
   *
   * @param beta β, zero or positive; 1 by default
   * @throws IllegalArgumentException if it is negative or not finite, or 0 beside an l2 and an
   *     initial accumulator of 0
   */
  public Ftrl withBeta(double beta) {
    return with(hyperparameters().with(BETA, beta));
  }

  /**
   * {@return a copy with another bound of z, below which a weight is zero}
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

  @Override
  public Rule rule() {
    Rule rule =
        hyperparameters().get(POWER) == 0.5
            ? Rule.of(Step.values(), this::numbers, this::step, this::step)
            : Rule.of(Step.values(), this::numbers, this::power, this::power);
    return rule.withSlots(LINEAR, sum).readingWeights();
  }

  private void numbers(StepNumbers s) {
    double rate = s.learningRate();
    s.set(Step.RATE, rate);
    s.set(Step.INVERSE_RATE, rate == 0 ? 0 : 1 / rate);
    s.set(Step.POWER, hyperparameters().get(POWER));
    s.set(Step.L1, s.get(L1));
    s.set(Step.QUADRATIC, rate == 0 ? 0 : s.get(BETA) / rate + s.get(L2));
    s.set(Step.SHRINKAGE, s.get(SHRINKAGE));
  }

  private void step(FloatChunk c) {
    if (c.number(Step.RATE) == 0) {
      return;
    }
    float[] w = c.value(), g = c.gradient(), z = c.slot(LINEAR), n = c.slot(sum);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), l1 = c.number(Step.L1);
    float inverse = c.number(Step.INVERSE_RATE), quadratic = c.number(Step.QUADRATIC);
    float shrinkage = c.number(Step.SHRINKAGE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float total = n[i] + grad * grad;
      float root = (float) Math.sqrt(total);
      float sigma = inverse * (root - (float) Math.sqrt(n[i]));
      float linear = z[i] + (grad - (sigma - shrinkage) * weight);
      n[i] = total;
      z[i] = linear;
      float leader = (Math.max(-l1, Math.min(l1, linear)) - linear) / (inverse * root + quadratic);
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  private void power(FloatChunk c) {
    if (c.number(Step.RATE) == 0) {
      return;
    }
    float[] w = c.value(), g = c.gradient(), z = c.slot(LINEAR), n = c.slot(sum);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), l1 = c.number(Step.L1);
    float inverse = c.number(Step.INVERSE_RATE), quadratic = c.number(Step.QUADRATIC);
    float shrinkage = c.number(Step.SHRINKAGE), power = c.number(Step.POWER);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float total = n[i] + grad * grad;
      float root = (float) Powers.of(total, power);
      float sigma = inverse * (root - (float) Powers.of(n[i], power));
      float linear = z[i] + (grad - (sigma - shrinkage) * weight);
      n[i] = total;
      z[i] = linear;
      float leader = (Math.max(-l1, Math.min(l1, linear)) - linear) / (inverse * root + quadratic);
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  private void step(DoubleChunk c) {
    if (c.number(Step.RATE) == 0) {
      return;
    }
    double[] w = c.value(), g = c.gradient(), z = c.slot(LINEAR), n = c.slot(sum);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), l1 = c.number(Step.L1);
    double inverse = c.number(Step.INVERSE_RATE), quadratic = c.number(Step.QUADRATIC);
    double shrinkage = c.number(Step.SHRINKAGE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double total = n[i] + grad * grad;
      double root = Math.sqrt(total);
      double sigma = inverse * (root - Math.sqrt(n[i]));
      double linear = z[i] + (grad - (sigma - shrinkage) * weight);
      n[i] = total;
      z[i] = linear;
      double leader = (Math.max(-l1, Math.min(l1, linear)) - linear) / (inverse * root + quadratic);
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  private void power(DoubleChunk c) {
    if (c.number(Step.RATE) == 0) {
      return;
    }
    double[] w = c.value(), g = c.gradient(), z = c.slot(LINEAR), n = c.slot(sum);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), l1 = c.number(Step.L1);
    double inverse = c.number(Step.INVERSE_RATE), quadratic = c.number(Step.QUADRATIC);
    double shrinkage = c.number(Step.SHRINKAGE), power = c.number(Step.POWER);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double total = n[i] + grad * grad;
      double root = Powers.of(total, power);
      double sigma = inverse * (root - Powers.of(n[i], power));
      double linear = z[i] + (grad - (sigma - shrinkage) * weight);
      n[i] = total;
      z[i] = linear;
      double leader = (Math.max(-l1, Math.min(l1, linear)) - linear) / (inverse * root + quadratic);
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }
}
