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
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;

/**
 * AdaBelief: {@link Adam} that divides by how far gradients stray from their average, so that it
 * goes far where they are as expected.
 *
 * <pre>
 * m ← m + (1 − β₁)·(g − m)                m̂ = m / (1 − β₁ᵗ)
 * s ← β₂·s + (1 − β₂)·(g − m)² + ε        ŝ = s / (1 − β₂ᵗ)
 * w ← w − η·m̂ / (√ŝ + ε)
 * </pre>
 *
 * <p>η is the learning rate, t the step of the state from 1. ε is added to the average at every
 * step and once more behind the root, as in the paper, its authors' code and optax;
 * pytorch_optimizer leaves out the second one and the correction of m. Zhuang et al., "AdaBelief
 * Optimizer: Adapting Stepsizes by the Belief in Observed Gradients", NeurIPS 2020, <a
 * href="https://arxiv.org/abs/2010.07468">arXiv:2010.07468</a>. optax: {@code adabelief}.
 *
 * <p>Defaults, its authors' code: β₁ = 0.9, β₂ = 0.999, ε = 1e-16 (they advise 1e-8 for
 * convolutional networks). Not rectified, as in the paper; that code rectifies by default.
 */
public final class AdaBelief extends AbstractOptimizer<AdaBelief> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the variance's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.999);

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-16);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, EPSILON)
          .setTogether("withBetas", BETA1, BETA2)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private static final Slot FIRST_MOMENT = Slot.fading("first_moment", BETA1);
  private static final Slot VARIANCE = Slot.fading("variance", BETA2);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    EPSILON,
    EPSILON_BEHIND_ROOT
  }

  private AdaBelief(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected AdaBelief with(Hyperparameters changed) {
    return new AdaBelief(changed);
  }

  /**
   * {@return AdaBelief at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AdaBelief of(double learningRate) {
    return new AdaBelief(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return AdaBelief at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static AdaBelief of(Schedule learningRate) {
    return new AdaBelief(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the variance's average, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public AdaBelief withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε, in the average and behind the root}
   *
   * @param epsilon ε, at least 1e-30; 1e-16 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public AdaBelief withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "m ← {beta1}·m + (1 − {beta1})·g",
        "s ← {beta2}·s + (1 − {beta2})·(g − m)² + {epsilon}",
        "m̂ = m / (1 − {beta1}^t)",
        "ŝ = s / (1 − {beta2}^t)",
        "w ← w − {learningRate}·m̂ / (√ŝ + {epsilon})");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), AdaBelief::numbers, AdaBelief::step, AdaBelief::step)
        .withSlots(FIRST_MOMENT, VARIANCE);
  }

  private static void numbers(StepNumbers s) {
    double root = Math.sqrt(s.biasCorrection(BETA2));
    s.set(Step.RATE, s.learningRate() * root / s.biasCorrection(BETA1));
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.EPSILON, s.get(EPSILON));
    s.set(Step.EPSILON_BEHIND_ROOT, s.get(EPSILON) * root);
  }

  /** Two loops: of one, HotSpot makes vectors or not, as the JVM's history will have it. */
  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(VARIANCE);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    float eps = c.number(Step.EPSILON), behind = c.number(Step.EPSILON_BEHIND_ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      float old = m[i];
      float first = old1 * old + new1 * (grad - off1 * old);
      float residual = grad - first;
      m[i] = first;
      v[i] = old2 * v[i] + new2 * residual * residual + eps;
    }
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float change = rate * m[i] / ((float) Math.sqrt(v[i]) + behind);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(VARIANCE);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    double eps = c.number(Step.EPSILON), behind = c.number(Step.EPSILON_BEHIND_ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      double old = m[i];
      double first = old1 * old + new1 * (grad - off1 * old);
      double residual = grad - first;
      m[i] = first;
      v[i] = old2 * v[i] + new2 * residual * residual + eps;
    }
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double change = rate * m[i] / (Math.sqrt(v[i]) + behind);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
