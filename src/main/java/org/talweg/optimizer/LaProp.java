// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Epsilon;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * LaProp: {@link Adam} that divides by the scale first and averages afterwards, so that each
 * gradient is scaled by what was known when it came, and β₁ and β₂ can be chosen apart.
 *
 * <pre>
 * v ← β₂·v + (1 − β₂)·g²                      v̂ = v / (1 − β₂ᵗ)
 * m ← β₁·m + (1 − β₁)·g / (√v̂ + ε)            m̂ = m / (1 − β₁ᵗ)
 * w ← w − η·m̂
 * </pre>
 *
 * <p>η is the learning rate, t the step of the state from 1. Two slots. (The authors' code keeps
 * the rate in m, which differs while the rate changes.) Ziyin, Wang and Ueda, "LaProp: Separating
 * Momentum and Adaptivity in Adam", 2020, <a
 * href="https://arxiv.org/abs/2002.04839">arXiv:2002.04839</a>.
 *
 * <p>Defaults, the authors': β₁ = 0.9, β₂ = 0.999, ε = 1e-15; their rate is 4e-4.
 */
public final class LaProp extends AbstractOptimizer<LaProp> {
  /** β₁, the decay rate of the scaled gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.999);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2)
          .setTogether("withBetas", BETA1, BETA2)
          .withEpsilon(Epsilon.outsideRoot(1e-15));

  private static final Slot FIRST_MOMENT = Slot.fading("scaled_first_moment", BETA1);
  private static final Slot SECOND_MOMENT = Slot.fading("second_moment", BETA2);

  private enum Step {
    RATE,
    OLD1,
    NEW1,
    OLD2,
    NEW2,
    EPSILON
  }

  private LaProp(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected LaProp with(Hyperparameters changed) {
    return new LaProp(changed);
  }

  /**
   * {@return LaProp at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static LaProp of(double learningRate) {
    return new LaProp(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return LaProp at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static LaProp of(Schedule learningRate) {
    return new LaProp(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the scaled gradient, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public LaProp withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-15 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public LaProp withEpsilon(double epsilon) {
    return with(hyperparameters().with(Epsilon.outsideRoot(epsilon)));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "v ← {beta2}·v + (1 − {beta2})·g²",
        "v̂ = v / (1 − {beta2}^t)",
        "m ← {beta1}·m + (1 − {beta1})·g / " + hyperparameters().epsilon().divisor("v̂", "1"),
        "w ← w − {learningRate}·m / (1 − {beta1}^t)");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, LaProp::step, LaProp::step)
        .withSlots(FIRST_MOMENT, SECOND_MOMENT);
  }

  private void numbers(StepNumbers s) {
    double root = Math.sqrt(s.biasCorrection(BETA2));
    s.set(Step.RATE, s.learningRate() / s.biasCorrection(BETA1));
    s.set(Step.OLD1, s.get(BETA1));
    s.set(Step.NEW1, (1 - s.get(BETA1)) * root);
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.EPSILON, hyperparameters().epsilon().outside() * root);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), new1 = c.number(Step.NEW1);
    float old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2), eps = c.number(Step.EPSILON);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float second = old2 * v[i] + new2 * grad * grad;
      float first = old1 * m[i] + new1 * grad / ((float) Math.sqrt(second) + eps);
      v[i] = second;
      m[i] = first;
      float change = rate * first;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), new1 = c.number(Step.NEW1);
    double old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2), eps = c.number(Step.EPSILON);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double second = old2 * v[i] + new2 * grad * grad;
      double first = old1 * m[i] + new1 * grad / (Math.sqrt(second) + eps);
      v[i] = second;
      m[i] = first;
      double change = rate * first;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
