// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Powers;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Epsilon;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * RAdam: {@link Adam} that is plain momentum until its second moment can be trusted, and is then
 * held back by as much as the moment's variance asks for: a warm-up that needs no schedule.
 *
 * <pre>
 * m ← m + (1 − β₁)·(g − m)            m̂ = m / (1 − β₁ᵗ)
 * v ← β₂·v + (1 − β₂)·g²              ρ = ρ∞ − 2t·β₂ᵗ / (1 − β₂ᵗ),  ρ∞ = 2 / (1 − β₂) − 1
 * w ← w − η·m̂                                                  while ρ ≤ 5
 * w ← w − η·r·m̂·√(1 − β₂ᵗ) / (√v + ε̂)                          then
 * r = √((ρ − 4)·(ρ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρ))
 * </pre>
 *
 * <p>η is the learning rate, t the step of the state from 1. A scheduled β counts as if it had
 * always had its present value. The paper has no ε; its authors' code and PyTorch have it
 * {@linkplain Epsilon#hat beside the uncorrected root}, as above. With another {@linkplain Epsilon
 * place} of ε the last factor is 1 / (√(v̂ + ε_root) + ε), as in optax and {@link Adam}. Liu et
 * al., "On the Variance of the Adaptive Learning Rate and Beyond", ICLR 2020, <a
 * href="https://arxiv.org/abs/1908.03265">arXiv:1908.03265</a>; the bound is 5 in its authors'
 * code, PyTorch and optax, 4 in the text. PyTorch: {@code RAdam}.
 *
 * <p>Defaults, the authors' and PyTorch's: β₁ = 0.9, β₂ = 0.999, ε̂ = 1e-8.
 */
public final class RAdam extends AbstractOptimizer<RAdam> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Adam.BETA1;

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Adam.BETA2;

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2)
          .setTogether("withBetas", BETA1, BETA2)
          .withEpsilon(
              Epsilon.hat(1e-8),
              Epsilon.Place.OUTSIDE_ROOT,
              Epsilon.Place.INSIDE_ROOT,
              Epsilon.Place.BOTH);

  private static final double BOUND = 5;

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    TRUSTED,
    ROOT,
    EPSILON
  }

  private RAdam(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected RAdam with(Hyperparameters changed) {
    return new RAdam(changed);
  }

  /**
   * {@return RAdam at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static RAdam of(double learningRate) {
    return new RAdam(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return RAdam at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static RAdam of(Schedule learningRate) {
    return new RAdam(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square's average, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public RAdam withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε at the place where it is now}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public RAdam withEpsilon(double epsilon) {
    return withEpsilon(hyperparameters().epsilon().resized(epsilon));
  }

  /**
   * {@return a copy with another ε, and its place}
   *
   * @param epsilon ε at any place, {@linkplain Epsilon#hat beside the uncorrected root} by default
   * @throws IllegalArgumentException if this rule does not have the place
   */
  public RAdam withEpsilon(Epsilon epsilon) {
    return with(hyperparameters().with(epsilon));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "m ← {beta1}·m + (1 − {beta1})·g",
        "v ← {beta2}·v + (1 − {beta2})·g²",
        "m̂ = m / (1 − {beta1}^t)",
        "v̂ = v / (1 − {beta2}^t)",
        "ρ∞ = 2 / (1 − {beta2}) − 1",
        "ρ = ρ∞ − 2·t·{beta2}^t / (1 − {beta2}^t)",
        "q = (ρ − 4)·(ρ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρ)",
        "w ← w − {learningRate}·m̂ if ρ ≤ 5",
        "w ← w − {learningRate}·√q·m̂ / "
            + hyperparameters().epsilon().divisor("v̂", "1 − {beta2}^t")
            + " if ρ > 5");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, RAdam::step, RAdam::step)
        .withSlots(Adam.FIRST_MOMENT, Adam.SECOND_MOMENT);
  }

  private void numbers(StepNumbers s) {
    double square = s.biasCorrection(BETA2);
    double variance = rectification(s, BOUND);
    double rate = s.learningRate() / s.biasCorrection(BETA1);
    Epsilon epsilon = hyperparameters().epsilon();
    double corrected = epsilon.place() == Epsilon.Place.HAT ? 1 : square;
    boolean trusted = variance > 0;
    s.set(Step.RATE, trusted ? rate * Math.sqrt(variance * square) : rate);
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.TRUSTED, trusted ? 1 : 0);
    s.set(Step.ROOT, epsilon.inside() * corrected);
    s.set(Step.EPSILON, epsilon.outside() * Math.sqrt(corrected));
  }

  /** r², or 0 while ρ is at most the bound. */
  static double rectification(StepNumbers s, double bound) {
    double beta2 = s.get(BETA2);
    double power = Powers.of(beta2, s.stateStep());
    double end = 2 / (1 - beta2) - 1;
    double length = end - 2 * (double) s.stateStep() * power / s.biasCorrection(BETA2);
    return length > bound
        ? (length - 4) * (length - 2) * end / ((end - 4) * (end - 2) * length)
        : 0;
  }

  private static void step(FloatChunk c) {
    if (c.number(Step.TRUSTED) == 0) {
      momentum(c);
      return;
    }
    float[] w = c.value(), g = c.gradient();
    float[] m = c.slot(Adam.FIRST_MOMENT), v = c.slot(Adam.SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    float eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      float second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
      float change = rate * first / ((float) Math.sqrt(second + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void momentum(FloatChunk c) {
    float[] w = c.value(), g = c.gradient();
    float[] m = c.slot(Adam.FIRST_MOMENT), v = c.slot(Adam.SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      m[i] = first;
      v[i] = old2 * v[i] + new2 * grad * grad;
      float change = rate * first;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    if (c.number(Step.TRUSTED) == 0) {
      momentum(c);
      return;
    }
    double[] w = c.value(), g = c.gradient();
    double[] m = c.slot(Adam.FIRST_MOMENT), v = c.slot(Adam.SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    double eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      double second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
      double change = rate * first / (Math.sqrt(second + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void momentum(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient();
    double[] m = c.slot(Adam.FIRST_MOMENT), v = c.slot(Adam.SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      m[i] = first;
      v[i] = old2 * v[i] + new2 * grad * grad;
      double change = rate * first;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
