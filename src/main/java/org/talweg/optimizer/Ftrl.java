package org.talweg.optimizer;

import org.talweg.internal.Powers;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Rule;
import org.talweg.rule.Running;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * FTRL-Proximal: follows the leader of all gradients so far, regularized. L1 makes weights exactly
 * zero, which keeps large sparse linear models small.
 *
 * <pre>
 * σ = (β + (n + g²)ᵖ) / η − (β + nᵖ) / η′
 * n ← n + g²
 * z ← z + g + s·w − σ·w
 * w ← (min(max(z, −λ₁), λ₁) − z) / ((β + nᵖ) / η + λ₂)
 * </pre>
 *
 * <p>η is the learning rate, η′ the rate of the step before (η at the first), p the power of the
 * sum of squares n, which starts at the initial accumulator, s the shrinkage. The sum of all σ is
 * (β + nᵖ) / η at any time, so a weight without gradient keeps its value when the rate changes, up
 * to rounding; in Keras it does not, {@link #withPresentRate}. A rate below 2⁻⁶⁰ (8.7e-19) counts
 * as 0, which leaves weights and state as they are.
 *
 * <p>A weight is computed from z and n alone, so one without gradient goes to 0, whatever it was
 * before the first step: start from weights of zero, as the paper does. λ₁ is held against z, the
 * <em>sum</em> of gradients, which grows with the steps: for a penalty λ on the loss itself let it
 * grow alike, {@code withL1(t -> λ * t)}. A β of 0 counts as 2⁻⁷⁵ (2.6e-23), so that a weight
 * without gradient is not 0 / 0. A gradient whose square is beyond the type's range counts as the
 * root of the largest number; n stays at that number, and the weight hardly moves any more.
 *
 * <p>McMahan et al., "Ad Click Prediction: a View from the Trenches", KDD 2013, algorithm 1, which
 * has a constant rate; σ for one that changes follows from its equation for 1/η.
 *
 * <p>Defaults, the paper's: p = 0.5, β = 1, λ₁ = λ₂ = s = 0, initial accumulator 0. In Keras and
 * TensorFlow β is 0, the initial accumulator 0.1, p the negative of {@code learning_rate_power},
 * and λ₂ and s are half of ours.
 */
public final class Ftrl extends Optimizer {
  private static final Hyperparameter POWER = Hyperparameter.notNegative("power", 0.5);
  private static final Hyperparameter BETA = Hyperparameter.notNegative("beta", 1);
  private static final Hyperparameter L1 = Hyperparameter.notNegative("l1", 0);
  private static final Hyperparameter L2 = Hyperparameter.notNegative("l2", 0);
  private static final Hyperparameter SHRINKAGE = Hyperparameter.notNegative("shrinkage", 0);
  private static final Hyperparameter INITIAL = Hyperparameter.notNegative("initialAccumulator", 0);
  private static final Flag PRESENT_RATE = new Flag("presentRate", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(POWER, BETA, L1, L2, SHRINKAGE, INITIAL).withFlags(PRESENT_RATE);

  /** What is below it counts as 0: 1/η times the largest root would leave the range. */
  private static final double LEAST_RATE = 0x1p-60;

  /** Counts as β where that is 0: about the root of the least float, against 0 / 0. */
  private static final double LEAST_BETA = 0x1p-75;

  private static final Slot LINEAR = Slot.lasting("linear", 0);
  private static final Running LAST_RATE = Running.of("last_rate", 0);

  private enum Step {
    RATE,
    INVERSE_RATE,
    RISE,
    SHIFT,
    POWER,
    L1,
    QUADRATIC,
    SHRINKAGE
  }

  private final Slot sum;

  private Ftrl(Hyperparameters hyperparameters) {
    super(hyperparameters);
    sum = Slot.lasting("sum_of_squares", hyperparameters.get(INITIAL).at(1));
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
   * {@return this rule with another power of the sum of squares}
   *
   * @param power p, zero or positive; 0.5 by default. Another takes the time of two powers an
   *     element
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withPower(double power) {
    return new Ftrl(hyperparameters().with(POWER, power));
  }

  /**
   * {@return this rule with another β, which bounds the rate of an element}
   *
   * @param beta β, zero or positive; 1 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withBeta(double beta) {
    return new Ftrl(hyperparameters().with(BETA, beta));
  }

  /**
   * {@return this rule with another bound of z below which a weight is zero}
   *
   * @param l1 λ₁, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withL1(double l1) {
    return new Ftrl(hyperparameters().with(L1, l1));
  }

  /**
   * {@return this rule with a scheduled bound of z below which a weight is zero}
   *
   * @param l1 λ₁ by step, zero or positive
   */
  public Ftrl withL1(Schedule l1) {
    return new Ftrl(hyperparameters().with(L1, l1));
  }

  /**
   * {@return this rule with another regularization of the square}
   *
   * @param l2 λ₂, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withL2(double l2) {
    return new Ftrl(hyperparameters().with(L2, l2));
  }

  /**
   * {@return this rule with a scheduled regularization of the square}
   *
   * @param l2 λ₂ by step, zero or positive
   */
  public Ftrl withL2(Schedule l2) {
    return new Ftrl(hyperparameters().with(L2, l2));
  }

  /**
   * {@return this rule with another shrinkage}
   *
   * @param shrinkage s, zero or positive; 0 by default. It adds s·w to the gradient in z, not in n
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withShrinkage(double shrinkage) {
    return new Ftrl(hyperparameters().with(SHRINKAGE, shrinkage));
  }

  /**
   * {@return this rule with a scheduled shrinkage}
   *
   * @param shrinkage s by step, zero or positive
   */
  public Ftrl withShrinkage(Schedule shrinkage) {
    return new Ftrl(hyperparameters().with(SHRINKAGE, shrinkage));
  }

  /**
   * {@return this rule with another start of n}
   *
   * @param initialAccumulator n before the first step, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl withInitialAccumulator(double initialAccumulator) {
    return new Ftrl(hyperparameters().with(INITIAL, initialAccumulator));
  }

  /**
   * {@return this rule with Σσ as if the rate had always been the present one}
   *
   * <pre>
   * σ = ((n + g²)ᵖ − nᵖ) / η
   * </pre>
   *
   * <p>So it is in Keras and TensorFlow. The same at a constant rate; but a weight without gradient
   * is then in proportion to the rate, and all weights go to 0 with it.
   *
   * @param presentRate {@code true} for σ by the present rate alone; default {@code false}
   */
  public Ftrl withPresentRate(boolean presentRate) {
    return new Ftrl(hyperparameters().with(PRESENT_RATE, presentRate));
  }

  @Override
  public Rule rule() {
    Rule rule =
        hyperparameters().get(POWER).equals(Schedule.constant(0.5))
            ? Rule.of(Step.values(), Ftrl::numbers, this::step, this::step)
            : Rule.of(Step.values(), Ftrl::numbers, this::power, this::power);
    Rule withSlots = rule.withSlots(LINEAR, sum);
    return hyperparameters().is(PRESENT_RATE) ? withSlots : withSlots.withRunning(LAST_RATE);
  }

  /** Σσ is (β + nᵖ) / η at each step: it rises by (β + nᵖ)·(1/η − 1/η′) where η was η′ before. */
  private static void numbers(StepNumbers s) {
    boolean counts = s.learningRate() >= LEAST_RATE;
    double rate = counts ? s.learningRate() : 0;
    double inverse = counts ? 1 / rate : 0;
    double beta = Math.max(s.get(BETA), LEAST_BETA);
    double rise = 0;
    if (!s.is(PRESENT_RATE)) {
      double before = s.running(LAST_RATE);
      rise = counts && before > 0 ? inverse - 1 / before : 0;
      s.setRunning(LAST_RATE, counts ? rate : before);
    }
    s.set(Step.RATE, rate);
    s.set(Step.INVERSE_RATE, inverse);
    s.set(Step.RISE, rise);
    s.set(Step.SHIFT, rise * beta);
    s.set(Step.POWER, s.get(POWER));
    s.set(Step.L1, s.get(L1));
    s.set(Step.QUADRATIC, beta * inverse + s.get(L2));
    s.set(Step.SHRINKAGE, s.get(SHRINKAGE));
  }

  private void step(FloatChunk c) {
    if (c.number(Step.RATE) == 0) {
      return;
    }
    float[] w = c.value(), g = c.gradient(), z = c.slot(LINEAR), n = c.slot(sum);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), l1 = c.number(Step.L1);
    float inverse = c.number(Step.INVERSE_RATE), quadratic = c.number(Step.QUADRATIC);
    float rise = c.number(Step.RISE), shift = c.number(Step.SHIFT);
    float most = (float) Math.sqrt(Float.MAX_VALUE);
    float shrinkage = c.number(Step.SHRINKAGE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float raw = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float grad = Math.max(-most, Math.min(most, raw));
      float before = (float) Math.sqrt(n[i]);
      float total = Math.min(n[i] + grad * grad, Float.MAX_VALUE);
      float root = (float) Math.sqrt(total);
      float sigma = inverse * (root - before) + (rise * before + shift);
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
    float rise = c.number(Step.RISE), shift = c.number(Step.SHIFT);
    float most = (float) Math.sqrt(Float.MAX_VALUE);
    float shrinkage = c.number(Step.SHRINKAGE), power = c.number(Step.POWER);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float raw = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float grad = Math.max(-most, Math.min(most, raw));
      float before = (float) Powers.of(n[i], power);
      float total = Math.min(n[i] + grad * grad, Float.MAX_VALUE);
      float root = (float) Powers.of(total, power);
      float sigma = inverse * (root - before) + (rise * before + shift);
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
    double rise = c.number(Step.RISE), shift = c.number(Step.SHIFT);
    double most = Math.sqrt(Double.MAX_VALUE);
    double shrinkage = c.number(Step.SHRINKAGE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double raw = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double grad = Math.max(-most, Math.min(most, raw));
      double before = Math.sqrt(n[i]);
      double total = Math.min(n[i] + grad * grad, Double.MAX_VALUE);
      double root = Math.sqrt(total);
      double sigma = inverse * (root - before) + (rise * before + shift);
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
    double rise = c.number(Step.RISE), shift = c.number(Step.SHIFT);
    double most = Math.sqrt(Double.MAX_VALUE);
    double shrinkage = c.number(Step.SHRINKAGE), power = c.number(Step.POWER);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double raw = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double grad = Math.max(-most, Math.min(most, raw));
      double before = Powers.of(n[i], power);
      double total = Math.min(n[i] + grad * grad, Double.MAX_VALUE);
      double root = Powers.of(total, power);
      double sigma = inverse * (root - before) + (rise * before + shift);
      double linear = z[i] + (grad - (sigma - shrinkage) * weight);
      n[i] = total;
      z[i] = linear;
      double leader = (Math.max(-l1, Math.min(l1, linear)) - linear) / (inverse * root + quadratic);
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }
}
