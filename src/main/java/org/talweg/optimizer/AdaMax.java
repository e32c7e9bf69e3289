// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Text;
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
 * AdaMax: {@link Adam} with the largest of the faded gradients in place of the root of their
 * average square.
 *
 * <pre>
 * m ← m + (1 − β₁)·(g − m)            m̂ = m / (1 − β₁ᵗ)
 * u ← max(β₂·u, |g| + ε)
 * w ← w − η·m̂ / (u + ε_out)
 * </pre>
 *
 * <p>η is the learning rate, t the step of the state from 1. A scheduled β counts as if it had
 * always had its present value. The paper has no ε and leaves 0 / 0 open. u stands for the root of
 * Adam: PyTorch and optax add ε to the size of the gradient, {@linkplain Epsilon#insideRoot
 * inside}; Keras adds it to u, {@linkplain Epsilon#outsideRoot outside}. Kingma and Ba, "Adam: A
 * Method for Stochastic Optimization", ICLR 2015, section 7.1, <a
 * href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>. PyTorch: {@code Adamax}.
 *
 * <p>Defaults, the paper's and PyTorch's: β₁ = 0.9, β₂ = 0.999; PyTorch's: ε = 1e-8 inside.
 */
public final class AdaMax extends AbstractOptimizer<AdaMax> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Adam.BETA1;

  /** β₂, the decay rate of the maximum, in [0, 1). */
  public static final Hyperparameter BETA2 = Adam.BETA2;

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2)
          .setTogether("withBetas", BETA1, BETA2)
          .withEpsilon(Epsilon.insideRoot(1e-8), Epsilon.Place.OUTSIDE_ROOT, Epsilon.Place.BOTH);

  private static final Slot LARGEST = Slot.fading("infinity_norm", BETA2);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    EPSILON,
    DIVISOR
  }

  private AdaMax(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected AdaMax with(Hyperparameters changed) {
    return new AdaMax(changed);
  }

  /**
   * {@return AdaMax at a constant rate}
   *
   * @param learningRate η, zero or positive and finite; 0.002 in the paper and in PyTorch
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AdaMax of(double learningRate) {
    return new AdaMax(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return AdaMax at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static AdaMax of(Schedule learningRate) {
    return new AdaMax(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its average and its maximum}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the maximum, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public AdaMax withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε at the place where it is now}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public AdaMax withEpsilon(double epsilon) {
    return withEpsilon(hyperparameters().epsilon().resized(epsilon));
  }

  /**
   * {@return a copy with another ε, and its place}
   *
   * @param epsilon ε {@linkplain Epsilon#insideRoot inside} the maximum, as by default, outside, or
   *     both
   * @throws IllegalArgumentException if this rule does not have the place
   */
  public AdaMax withEpsilon(Epsilon epsilon) {
    return with(hyperparameters().with(epsilon));
  }

  @Override
  public List<String> equations() {
    Epsilon epsilon = hyperparameters().epsilon();
    String inside = Text.of(epsilon.inside());
    String outside = Text.of(epsilon.outside());
    return List.of(
        "m ← {beta1}·m + (1 − {beta1})·g",
        "u ← max({beta2}·u, |g| + " + inside + ")",
        "w ← w − {learningRate} / (1 − {beta1}^t)·m / (u + " + outside + ")");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, AdaMax::step, AdaMax::step)
        .withSlots(Adam.FIRST_MOMENT, LARGEST);
  }

  private void numbers(StepNumbers s) {
    s.set(Step.RATE, s.learningRate() / s.biasCorrection(BETA1));
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.EPSILON, hyperparameters().epsilon().inside());
    s.set(Step.DIVISOR, hyperparameters().epsilon().outside());
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(Adam.FIRST_MOMENT), u = c.slot(LARGEST);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2);
    float eps = c.number(Step.EPSILON), divisor = c.number(Step.DIVISOR);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      float largest = Math.max(old2 * u[i], Math.abs(grad) + eps);
      m[i] = first;
      u[i] = largest;
      float change = rate * first / (largest + divisor);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(Adam.FIRST_MOMENT), u = c.slot(LARGEST);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2);
    double eps = c.number(Step.EPSILON), divisor = c.number(Step.DIVISOR);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      double largest = Math.max(old2 * u[i], Math.abs(grad) + eps);
      m[i] = first;
      u[i] = largest;
      double change = rate * first / (largest + divisor);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
