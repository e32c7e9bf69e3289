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
 * Aggregated momentum: several velocities with friction from none to little, whose mean moves the
 * weights. The quick ones damp what the slow ones would swing.
 *
 * <pre>
 * v₁ ← β₁·v₁ + g
 * v₂ ← β₂·v₂ + g
 * w ← w − η·(g + v₁ + v₂) / 3
 * </pre>
 *
 * <p>η is the learning rate: {@link Momentum}'s, for the gradient itself is the velocity of the
 * paper's β = 0. Two slots. Lucas, Sun, Zemel and Grosse, "Aggregated Momentum: Stability Through
 * Passive Damping", ICLR 2019, <a href="https://arxiv.org/abs/1804.00325">arXiv:1804.00325</a>.
 *
 * <p>Defaults, the paper's: β₁ = 0.9, β₂ = 0.99.
 */
public final class AggMo extends AbstractOptimizer<AggMo> {
  /** β₁, the momentum of the quicker velocity, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the momentum of the slower velocity, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.99);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2).setTogether("withBetas", BETA1, BETA2);

  private static final Slot QUICK = Slot.fading("quick_velocity", BETA1);
  private static final Slot SLOW = Slot.fading("slow_velocity", BETA2);

  private static final int VELOCITIES = 3;

  private enum Step {
    RATE,
    BETA1,
    BETA2
  }

  private AggMo(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected AggMo with(Hyperparameters changed) {
    return new AggMo(changed);
  }

  /**
   * {@return aggregated momentum at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AggMo of(double learningRate) {
    return new AggMo(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return aggregated momentum at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static AggMo of(Schedule learningRate) {
    return new AggMo(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other momenta}
   *
   * @param beta1 β₁ of the quicker velocity, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the slower velocity, in [0, 1); 0.99 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public AggMo withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "v₁ ← {beta1}·v₁ + g", "v₂ ← {beta2}·v₂ + g", "w ← w − {learningRate} / 3·(g + v₁ + v₂)");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), AggMo::numbers, AggMo::step, AggMo::step).withSlots(QUICK, SLOW);
  }

  private static void numbers(StepNumbers s) {
    s.set(Step.RATE, s.learningRate() / VELOCITIES);
    s.set(Step.BETA1, s.get(BETA1));
    s.set(Step.BETA2, s.get(BETA2));
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), quick = c.slot(QUICK), slow = c.slot(SLOW);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float beta1 = c.number(Step.BETA1), beta2 = c.number(Step.BETA2);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float first = beta1 * quick[i] + grad, second = beta2 * slow[i] + grad;
      quick[i] = first;
      slow[i] = second;
      float change = rate * (grad + first + second);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), quick = c.slot(QUICK), slow = c.slot(SLOW);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double beta1 = c.number(Step.BETA1), beta2 = c.number(Step.BETA2);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double first = beta1 * quick[i] + grad, second = beta2 * slow[i] + grad;
      quick[i] = first;
      slow[i] = second;
      double change = rate * (grad + first + second);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
