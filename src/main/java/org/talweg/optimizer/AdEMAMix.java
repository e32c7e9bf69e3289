// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Checks;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;

/**
 * AdEMAMix: {@link Adam} with a second average of the gradient, which remembers ten thousand steps.
 *
 * <pre>
 * m ← m + (1 − β₁)·(g − m)              m̂ = m / (1 − β₁ᵗ)
 * s ← s + (1 − β₃)·(g − s)
 * v ← β₂·v + (1 − β₂)·g²                v̂ = v / (1 − β₂ᵗ)
 * w ← w − η·(m̂ + α·s) / (√v̂ + ε)
 * </pre>
 *
 * <p>η is the learning rate, α the weight of the slow average, t the step of the state from 1. The
 * slow average is not corrected; α and β₃ may rise over the first steps instead, {@link
 * #withWarmUp}, which the paper does in its training of language models. (pytorch_optimizer divides
 * α by 1 − β₁ᵗ too.) Pagliardini, Ablin and Grangier, "The AdEMAMix Optimizer: Better, Faster,
 * Older", ICLR 2025, <a href="https://arxiv.org/abs/2409.03137">arXiv:2409.03137</a>.
 *
 * <p>Defaults, its authors' code: β₁ = 0.9, β₂ = 0.999, β₃ = 0.9999, α = 2, ε = 1e-8, no warm-up.
 * The paper finds an α of 4 to 10 to work well in long runs.
 */
public final class AdEMAMix extends AbstractOptimizer<AdEMAMix> {
  /** β₁, the decay rate of the fast average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.999);

  /** β₃, the decay rate of the slow average, in [0, 1). */
  public static final Hyperparameter BETA3 = Hyperparameter.fraction("beta3", 0.9999);

  /** α, the weight of the slow average, zero or positive. */
  public static final Hyperparameter ALPHA = Hyperparameter.notNegative("alpha", 2);

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-8);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, BETA3, ALPHA, EPSILON)
          .setTogether("withBetas", BETA1, BETA2, BETA3)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private static final Slot FIRST_MOMENT = Slot.fading("first_moment", BETA1);
  private static final Slot SLOW_MOMENT = Slot.fading("slow_first_moment", BETA3);
  private static final Slot SECOND_MOMENT = Slot.fading("second_moment", BETA2);

  private enum Step {
    RATE,
    SLOW_RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    OLD3,
    OFF3,
    NEW3,
    EPSILON
  }

  private AdEMAMix(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected AdEMAMix with(Hyperparameters changed) {
    return new AdEMAMix(changed);
  }

  /**
   * {@return AdEMAMix at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AdEMAMix of(double learningRate) {
    return new AdEMAMix(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return AdEMAMix at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static AdEMAMix of(Schedule learningRate) {
    return new AdEMAMix(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's fast average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square's average, in [0, 1); 0.999 by default
   * @param beta3 β₃ of the gradient's slow average, in [0, 1); 0.9999 by default
   * @throws IllegalArgumentException unless all are in [0, 1)
   */
  public AdEMAMix withBetas(double beta1, double beta2, double beta3) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2).with(BETA3, beta3));
  }

  /**
   * {@return a copy with another weight of the slow average}
   *
   * @param alpha α, zero or positive; 2 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public AdEMAMix withAlpha(double alpha) {
    return with(hyperparameters().with(ALPHA, alpha));
  }

  /**
   * {@return a copy with α rising to its present value in proportion to the step, and β₃ from β₁ to
   * its present value with a half-life that does}
   *
   * @param steps the step at which both have their full value, at least 1; the paper takes all
   *     steps
   * @throws IllegalArgumentException if there is no step
   */
  public AdEMAMix withWarmUp(long steps) {
    Checks.atLeastOne("the steps of the warm-up", steps);
    Hyperparameters now = hyperparameters();
    Schedule alpha = now.get(ALPHA);
    Schedule warm = steps == 1 ? alpha : alpha.times(Schedule.linear(1.0 / steps, 1, steps - 1));
    return with(
        now.with(ALPHA, warm)
            .with(BETA3, Schedule.halfLife(now.get(BETA1), now.get(BETA3), steps)));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public AdEMAMix withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "m ← {beta1}·m + (1 − {beta1})·g",
        "s ← {beta3}·s + (1 − {beta3})·g",
        "v ← {beta2}·v + (1 − {beta2})·g²",
        "m̂ = m / (1 − {beta1}^t)",
        "v̂ = v / (1 − {beta2}^t)",
        "w ← w − {learningRate}·(m̂ + {alpha}·s) / (√v̂ + {epsilon})");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), AdEMAMix::numbers, AdEMAMix::step, AdEMAMix::step)
        .withSlots(FIRST_MOMENT, SLOW_MOMENT, SECOND_MOMENT);
  }

  private static void numbers(StepNumbers s) {
    double root = Math.sqrt(s.biasCorrection(BETA2));
    s.set(Step.RATE, s.learningRate() * root / s.biasCorrection(BETA1));
    s.set(Step.SLOW_RATE, s.learningRate() * root * s.get(ALPHA));
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.OLD3, Average.old(s.get(BETA3)));
    s.set(Step.OFF3, Average.off(s.get(BETA3)));
    s.set(Step.NEW3, 1 - s.get(BETA3));
    s.set(Step.EPSILON, s.get(EPSILON) * root);
  }

  /** Two loops: one is more than HotSpot vectorizes. */
  private static void step(FloatChunk c) {
    average(c);
    float[] w = c.value(), v = c.slot(SECOND_MOMENT);
    float[] m = c.slot(FIRST_MOMENT), s = c.slot(SLOW_MOMENT);
    float decay = c.decay(), eps = c.number(Step.EPSILON);
    float rate = c.number(Step.RATE), slow = c.number(Step.SLOW_RATE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float change = (rate * m[i] + slow * s[i]) / ((float) Math.sqrt(v[i]) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void average(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), v = c.slot(SECOND_MOMENT);
    float[] m = c.slot(FIRST_MOMENT), s = c.slot(SLOW_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2(), old2 = c.number(Step.OLD2);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float old3 = c.number(Step.OLD3), off3 = c.number(Step.OFF3);
    float new1 = c.number(Step.NEW1), new2 = c.number(Step.NEW2), new3 = c.number(Step.NEW3);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      m[i] = old1 * m[i] + new1 * (grad - off1 * m[i]);
      s[i] = old3 * s[i] + new3 * (grad - off3 * s[i]);
      v[i] = old2 * v[i] + new2 * grad * grad;
    }
  }

  /** Two loops: one is more than HotSpot vectorizes. */
  private static void step(DoubleChunk c) {
    average(c);
    double[] w = c.value(), v = c.slot(SECOND_MOMENT);
    double[] m = c.slot(FIRST_MOMENT), s = c.slot(SLOW_MOMENT);
    double decay = c.decay(), eps = c.number(Step.EPSILON);
    double rate = c.number(Step.RATE), slow = c.number(Step.SLOW_RATE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double change = (rate * m[i] + slow * s[i]) / (Math.sqrt(v[i]) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void average(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), v = c.slot(SECOND_MOMENT);
    double[] m = c.slot(FIRST_MOMENT), s = c.slot(SLOW_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2(), old2 = c.number(Step.OLD2);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double old3 = c.number(Step.OLD3), off3 = c.number(Step.OFF3);
    double new1 = c.number(Step.NEW1), new2 = c.number(Step.NEW2), new3 = c.number(Step.NEW3);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      m[i] = old1 * m[i] + new1 * (grad - off1 * m[i]);
      s[i] = old3 * s[i] + new3 * (grad - off3 * s[i]);
      v[i] = old2 * v[i] + new2 * grad * grad;
    }
  }
}
