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
 * AdaBound: {@link Adam} whose rate for each weight is bounded, ever more tightly, so that it
 * becomes gradient descent with momentum in the end.
 *
 * <pre>
 * m ← m + (1 − β₁)·(g − m)              m̂ = m / (1 − β₁ᵗ)
 * v ← β₂·v + (1 − β₂)·g²                v̂ = v / (1 − β₂ᵗ)
 * r = η·(1 − β₁ᵗ)⁻¹ / (√v̂ + ε)          between φ·η·(1 − 1/(γ·t + 1)) and φ·η·(1 + 1/(γ·t))
 * w ← w − r·m
 * </pre>
 *
 * <p>η is the learning rate, φ·η the rate at which all end, t the step of the state from 1. The
 * bounds are a multiple of η so that they follow its schedule. ε is added to √v before the
 * correction. So the authors' code has it; their paper leaves the corrections and ε out and divides
 * by √t. Two slots. Luo, Xiong, Liu and Sun, "Adaptive Gradient Methods with Dynamic Bound of
 * Learning Rate", ICLR 2019, <a href="https://arxiv.org/abs/1902.09843">arXiv:1902.09843</a>.
 *
 * <p>Defaults, the authors': β₁ = 0.9, β₂ = 0.999, φ = 100 (a rate of 0.1 where η is 1e-3), γ =
 * 1e-3, ε = 1e-8.
 */
public final class AdaBound extends AbstractOptimizer<AdaBound> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.999);

  /** φ, how many times η the rate in the end is, positive. */
  public static final Hyperparameter FINAL_FACTOR = Hyperparameter.positive("finalFactor", 100);

  /** γ, how fast the bounds tighten, positive. */
  public static final Hyperparameter GAMMA = Hyperparameter.positive("gamma", 1e-3);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, FINAL_FACTOR, GAMMA)
          .setTogether("withBetas", BETA1, BETA2)
          .withEpsilon(Epsilon.hat(1e-8));

  private static final Slot FIRST_MOMENT = Slot.fading("first_moment", BETA1);
  private static final Slot SECOND_MOMENT = Slot.fading("second_moment", BETA2);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    EPSILON,
    LEAST,
    MOST
  }

  private AdaBound(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected AdaBound with(Hyperparameters changed) {
    return new AdaBound(changed);
  }

  /**
   * {@return AdaBound at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AdaBound of(double learningRate) {
    return new AdaBound(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return AdaBound at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static AdaBound of(Schedule learningRate) {
    return new AdaBound(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public AdaBound withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another rate in the end}
   *
   * @param factor φ, how many times η it is, positive; 100 by default
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public AdaBound withFinalFactor(double factor) {
    return with(hyperparameters().with(FINAL_FACTOR, factor));
  }

  /**
   * {@return a copy with bounds that tighten at another speed}
   *
   * @param gamma γ, the inverse of the steps after which they are at half and at twice the rate in
   *     the end, positive; 1e-3 by default
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public AdaBound withGamma(double gamma) {
    return with(hyperparameters().with(GAMMA, gamma));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public AdaBound withEpsilon(double epsilon) {
    return with(hyperparameters().with(Epsilon.hat(epsilon)));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "m ← {beta1}·m + (1 − {beta1})·g",
        "v ← {beta2}·v + (1 − {beta2})·g²",
        "q = √(1 − {beta2}^t) / (1 − {beta1}^t)",
        "r = {learningRate}·q / " + hyperparameters().epsilon().divisor("v", "1"),
        "c = {finalFactor}·{learningRate}",
        "r′ = min(max(r, c·(1 − 1 / ({gamma}·t + 1))), c·(1 + 1 / ({gamma}·t)))",
        "w ← w − r′·m");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, AdaBound::step, AdaBound::step)
        .withSlots(FIRST_MOMENT, SECOND_MOMENT);
  }

  private void numbers(StepNumbers s) {
    double end = s.learningRate() * s.get(FINAL_FACTOR);
    double age = s.get(GAMMA) * (double) s.stateStep();
    double root = Math.sqrt(s.biasCorrection(BETA2));
    s.set(Step.RATE, s.learningRate() * root / s.biasCorrection(BETA1));
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.EPSILON, hyperparameters().epsilon().outside());
    s.set(Step.LEAST, end * (1 - 1 / (age + 1)));
    s.set(Step.MOST, end * (1 + 1 / age));
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    float eps = c.number(Step.EPSILON);
    float least = c.number(Step.LEAST), most = c.number(Step.MOST);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float old = m[i];
      float first = old1 * old + new1 * (grad - off1 * old);
      float second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
      float own = rate / ((float) Math.sqrt(second) + eps);
      float change = Math.min(Math.max(own, least), most) * first;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    double eps = c.number(Step.EPSILON);
    double least = c.number(Step.LEAST), most = c.number(Step.MOST);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double old = m[i];
      double first = old1 * old + new1 * (grad - off1 * old);
      double second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
      double own = rate / (Math.sqrt(second) + eps);
      double change = Math.min(Math.max(own, least), most) * first;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
