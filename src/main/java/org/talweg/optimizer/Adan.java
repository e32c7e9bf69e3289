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
 * Adan: {@link Adam} with Nesterov's look ahead, estimated from how the gradient changes.
 *
 * <pre>
 * d = g − g′                                    0 at the state's first step
 * m ← m + (1 − β₁)·(g − m)                      m̂ = m / (1 − β₁ᵗ)
 * v ← v + (1 − β₂)·(d − v)                      v̂ = v / (1 − β₂ᵗ)
 * n ← β₃·n + (1 − β₃)·(g + β₂·d)²               n̂ = n / (1 − β₃ᵗ)
 * w ← (w − η·(m̂ + β₂·v̂) / (√n̂ + ε)) / (1 + η·λ)
 * </pre>
 *
 * <p>η is the learning rate, g′ the gradient of the step before, t the step of the state from 1; β
 * is what the paper writes as 1 − β. λ is the paper's proximal weight decay, {@link
 * #withProximalDecay}; the decay of a {@link WeightDecay} goes beside it, as {@code no_prox} of the
 * authors' code does. The averages are corrected for starting at zero as in that code. (optax's
 * {@code adan} takes 1 − β₂ for the factor of d and v̂, and a second ε inside the root: another
 * rule.) Xie, Zhou, Li, Lin and Yan, "Adan: Adaptive Nesterov Momentum Algorithm for Faster
 * Optimizing Deep Models", <a href="https://arxiv.org/abs/2208.06677">arXiv:2208.06677</a>.
 *
 * <p>Defaults, the paper's: β₁ = 0.98, β₂ = 0.92, β₃ = 0.99, ε = 1e-8; λ = 0.
 */
public final class Adan extends AbstractOptimizer<Adan> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.98);

  /** β₂, the decay rate of the difference's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.92);

  /** β₃, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA3 = Hyperparameter.fraction("beta3", 0.99);

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-8);

  /** λ, the proximal weight decay, zero or positive. */
  public static final Hyperparameter PROXIMAL_DECAY =
      Hyperparameter.notNegative("proximalDecay", 0);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, BETA3, EPSILON, PROXIMAL_DECAY)
          .setTogether("withBetas", BETA1, BETA2, BETA3)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private static final Slot GRADIENT = Slot.fading("gradient_average", BETA1);
  private static final Slot DIFFERENCE = Slot.fading("difference_average", BETA2);
  private static final Slot SQUARE = Slot.fading("square_average", BETA3);
  private static final Slot PREVIOUS = Slot.lasting("previous_gradient", 0);

  private enum Step {
    GRADIENT_RATE,
    DIFFERENCE_RATE,
    DIFFERENCE,
    OLD1,
    OFF1,
    NEW1,
    BETA2,
    OLD2,
    OFF2,
    NEW2,
    OLD3,
    NEW3,
    EPSILON,
    SHRINK
  }

  private Adan(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Adan with(Hyperparameters changed) {
    return new Adan(changed);
  }

  /**
   * {@return Adan at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Adan of(double learningRate) {
    return new Adan(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return Adan at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Adan of(Schedule learningRate) {
    return new Adan(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.98 by default
   * @param beta2 β₂ of the difference's average, in [0, 1); 0.92 by default
   * @param beta3 β₃ of the square's average, in [0, 1); 0.99 by default
   * @throws IllegalArgumentException unless all are in [0, 1)
   */
  public Adan withBetas(double beta1, double beta2, double beta3) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2).with(BETA3, beta3));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Adan withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  /**
   * {@return a copy with a proximal weight decay}
   *
   * @param proximalDecay λ, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adan withProximalDecay(double proximalDecay) {
    return with(hyperparameters().with(PROXIMAL_DECAY, proximalDecay));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "d = min(t − 1, 1)·(g − g′)",
        "m ← {beta1}·m + (1 − {beta1})·g",
        "v ← {beta2}·v + (1 − {beta2})·d",
        "n ← {beta3}·n + (1 − {beta3})·(g + {beta2}·d)²",
        "g′ ← g",
        "u = m / (1 − {beta1}^t) + {beta2}·v / (1 − {beta2}^t)",
        "c = {learningRate}·u / (√(n / (1 − {beta3}^t)) + {epsilon})",
        "w ← (w − c) / (1 + {learningRate}·{proximalDecay})");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), Adan::numbers, Adan::step, Adan::step)
        .withSlots(GRADIENT, DIFFERENCE, SQUARE, PREVIOUS)
        .readingWeights();
  }

  private static void numbers(StepNumbers s) {
    double root = Math.sqrt(s.biasCorrection(BETA3));
    double rate = s.learningRate() * root;
    double proximal = s.learningRate() * s.get(PROXIMAL_DECAY);
    s.set(Step.GRADIENT_RATE, rate / s.biasCorrection(BETA1));
    s.set(Step.DIFFERENCE_RATE, rate * s.get(BETA2) / s.biasCorrection(BETA2));
    s.set(Step.DIFFERENCE, s.stateStep() == 1 ? 0 : 1);
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.BETA2, s.get(BETA2));
    s.set(Step.OLD2, Average.old(s.get(BETA2)));
    s.set(Step.OFF2, Average.off(s.get(BETA2)));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.OLD3, s.get(BETA3));
    s.set(Step.NEW3, 1 - s.get(BETA3));
    s.set(Step.EPSILON, s.get(EPSILON) * root);
    s.set(Step.SHRINK, proximal / (1 + proximal));
  }

  /** Two loops: one is more than HotSpot vectorizes. */
  private static void step(FloatChunk c) {
    averageDifferences(c);
    float[] w = c.value(), g = c.slot(PREVIOUS); // the present one by now
    float[] m = c.slot(GRADIENT), v = c.slot(DIFFERENCE), n = c.slot(SQUARE);
    float decay = c.decay(), shrink = c.number(Step.SHRINK), eps = c.number(Step.EPSILON);
    float rate1 = c.number(Step.GRADIENT_RATE), rate2 = c.number(Step.DIFFERENCE_RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1), new1 = c.number(Step.NEW1);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float mean = old1 * m[i] + new1 * (g[i] - off1 * m[i]);
      m[i] = mean;
      float move = (rate1 * mean + rate2 * v[i]) / ((float) Math.sqrt(n[i]) + eps);
      float change = shrink == 0 ? move : move + shrink * (weight - move);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void averageDifferences(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), p = c.slot(PREVIOUS);
    float[] v = c.slot(DIFFERENCE), n = c.slot(SQUARE);
    float scale = c.gradientScale(), l2 = c.l2(), difference = c.number(Step.DIFFERENCE);
    float beta2 = c.number(Step.BETA2), old2 = c.number(Step.OLD2);
    float off2 = c.number(Step.OFF2), new2 = c.number(Step.NEW2);
    float old3 = c.number(Step.OLD3), new3 = c.number(Step.NEW3);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      float change = difference * (grad - p[i]);
      float ahead = grad + beta2 * change;
      v[i] = old2 * v[i] + new2 * (change - off2 * v[i]);
      n[i] = old3 * n[i] + new3 * ahead * ahead;
      p[i] = grad;
    }
  }

  /** Two loops: one is more than HotSpot vectorizes. */
  private static void step(DoubleChunk c) {
    averageDifferences(c);
    double[] w = c.value(), g = c.slot(PREVIOUS); // the present one by now
    double[] m = c.slot(GRADIENT), v = c.slot(DIFFERENCE), n = c.slot(SQUARE);
    double decay = c.decay(), shrink = c.number(Step.SHRINK), eps = c.number(Step.EPSILON);
    double rate1 = c.number(Step.GRADIENT_RATE), rate2 = c.number(Step.DIFFERENCE_RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1), new1 = c.number(Step.NEW1);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double mean = old1 * m[i] + new1 * (g[i] - off1 * m[i]);
      m[i] = mean;
      double move = (rate1 * mean + rate2 * v[i]) / (Math.sqrt(n[i]) + eps);
      double change = shrink == 0 ? move : move + shrink * (weight - move);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void averageDifferences(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), p = c.slot(PREVIOUS);
    double[] v = c.slot(DIFFERENCE), n = c.slot(SQUARE);
    double scale = c.gradientScale(), l2 = c.l2(), difference = c.number(Step.DIFFERENCE);
    double beta2 = c.number(Step.BETA2), old2 = c.number(Step.OLD2);
    double off2 = c.number(Step.OFF2), new2 = c.number(Step.NEW2);
    double old3 = c.number(Step.OLD3), new3 = c.number(Step.NEW3);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      double change = difference * (grad - p[i]);
      double ahead = grad + beta2 * change;
      v[i] = old2 * v[i] + new2 * (change - off2 * v[i]);
      n[i] = old3 * n[i] + new3 * ahead * ahead;
      p[i] = grad;
    }
  }
}
