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
import org.talweg.rule.Running;
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * Averaged stochastic gradient descent: SGD at a falling rate, and beside the weights an average of
 * them, to be used in their place when training is done.
 *
 * <pre>
 * w ← w − (λ·ηₜ·w + ηₜ·g)             ηₜ₊₁ = η / (1 + λ·η·t)^α,        η₁ = η
 * a ← a + μₜ·(w − a)                  μₜ₊₁ = 1 / max(1, t − t₀),       μ₁ = 1
 * </pre>
 *
 * <p>η is the learning rate, λ a decay of the weights that belongs to the rule, α the power by
 * which the rate falls, t the step of the state from 1. The average a is a copy of w up to step t₀
 * + 2, and then the mean of the weights since; it is the slot {@code averaged_weight}, in
 * checkpoints as {@code <parameter>/averaged_weight}. ηₜ₊₁ and μₜ₊₁ are computed at the end of step
 * t, so a change of the rate by a schedule acts one step later, as in PyTorch. Polyak and Juditsky,
 * "Acceleration of Stochastic Approximation by Averaging", 1992; λ and the falling rate: Xu,
 * "Towards Optimal One Pass Large Scale Learning with Averaged Stochastic Gradient Descent", 2011,
 * <a href="https://arxiv.org/abs/1107.2490">arXiv:1107.2490</a>. PyTorch: {@code ASGD}.
 *
 * <p>Defaults, PyTorch's: λ = 1e-4, α = 0.75 (Xu's), t₀ = 1e6.
 */
public final class Asgd extends AbstractOptimizer<Asgd> {
  /** λ, by which weights decay and the rate falls, zero or positive. */
  public static final Hyperparameter LAMBDA = Hyperparameter.notNegative("lambda", 1e-4);

  /** α, the power by which the rate falls, zero or positive. */
  public static final Hyperparameter POWER = Hyperparameter.notNegative("power", 0.75);

  private static final Setting AVERAGING_START = Setting.count("averagingStart", 1_000_000);
  private static final Flag FLOAT = new Flag("floatNumbers", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(LAMBDA, POWER).withSettings(AVERAGING_START).withFlags(FLOAT);

  private static final Slot AVERAGE = Slot.lasting("averaged_weight", 0);
  private static final Running RATE = Running.of("rate", 0);
  private static final Running SHARE = Running.of("averaging_share", 1);

  private enum Step {
    RATE,
    DECAY,
    OLD,
    SHARE
  }

  private Asgd(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Asgd with(Hyperparameters changed) {
    return new Asgd(changed);
  }

  /**
   * {@return ASGD at a constant rate}
   *
   * @param learningRate η, zero or positive and finite; 0.01 in PyTorch
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Asgd of(double learningRate) {
    return new Asgd(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return ASGD at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Asgd of(Schedule learningRate) {
    return new Asgd(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another λ, by which weights decay and the rate falls}
   *
   * @param lambda λ, zero or positive; 1e-4 by default; 0 for a rate that does not fall
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Asgd withLambda(double lambda) {
    return with(hyperparameters().with(LAMBDA, lambda));
  }

  /**
   * {@return a copy whose rate falls by another power}
   *
   * @param power α, zero or positive; 0.75 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Asgd withPower(double power) {
    return with(hyperparameters().with(POWER, power));
  }

  /**
   * {@return a copy that averages from another step on}
   *
   * @param step t₀, zero or positive; a million by default
   * @throws IllegalArgumentException if it is negative
   */
  public Asgd withAveragingStart(long step) {
    return with(hyperparameters().with(AVERAGING_START, (double) step));
  }

  /**
   * {@return a copy that keeps ηₜ and μₜ in single precision or in double}
   *
   * @param single {@code true} to round them to {@code float}, as PyTorch does whatever the type of
   *     the weights; default {@code false}
   */
  public Asgd withFloatNumbers(boolean single) {
    return with(hyperparameters().with(FLOAT, single));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "r = {learningRate} / (1 + {lambda}·{learningRate}·(t − 1))^{power}",
        "w ← w − ({lambda}·r·w + r·g)",
        "a ← a + (w − a) / max(1, t − 1 − {averagingStart})");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, Asgd::step, Asgd::step)
        .withSlots(AVERAGE)
        .withRunning(RATE, SHARE)
        .readingWeights()
        .evaluatedBy(AVERAGE);
  }

  private void numbers(StepNumbers s) {
    double lambda = s.get(LAMBDA);
    double t = (double) s.stateStep();
    double rate = s.stateStep() == 1 ? carried(s.learningRate()) : s.running(RATE);
    double share = s.running(SHARE);
    s.set(Step.RATE, rate);
    s.set(Step.DECAY, lambda * rate);
    s.set(Step.OLD, share == 1 ? 0 : 1);
    s.set(Step.SHARE, share);
    double fallen = -s.get(POWER) * StrictMath.log1p(lambda * s.learningRate() * t);
    s.setRunning(RATE, carried(s.learningRate() * StrictMath.exp(fallen)));
    s.setRunning(SHARE, carried(1 / Math.max(1, t - hyperparameters().get(AVERAGING_START))));
  }

  private double carried(double number) {
    return hyperparameters().is(FLOAT) ? (float) number : number;
  }

  /** With μ = 1 the old average is taken times 0, so that the new one is the weight to the bit. */
  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), a = c.slot(AVERAGE);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay() + c.number(Step.DECAY);
    float rate = c.number(Step.RATE), old = c.number(Step.OLD), share = c.number(Step.SHARE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float change = rate * grad;
      float next = decay == 0 ? weight - change : weight - (decay * weight + change);
      float average = old * a[i];
      a[i] = average + share * (next - average);
      w[i] = next;
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), a = c.slot(AVERAGE);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay() + c.number(Step.DECAY);
    double rate = c.number(Step.RATE), old = c.number(Step.OLD), share = c.number(Step.SHARE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double change = rate * grad;
      double next = decay == 0 ? weight - change : weight - (decay * weight + change);
      double average = old * a[i];
      a[i] = average + share * (next - average);
      w[i] = next;
    }
  }
}
