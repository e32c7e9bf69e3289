// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Signs;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * Yogi: {@link Adam} whose second moment moves by steps of the square, so that a rare large
 * gradient is forgotten slowly and the rate does not rise at a stroke.
 *
 * <pre>
 * m ← m + (1 − β₁)·(g − m)
 * v ← v − (1 − β₂)·sign(v − g²)·g²
 * w ← w − η·m / (√v + ε)
 * </pre>
 *
 * <p>η is the learning rate; v starts at the initial accumulator. The paper does not correct m and
 * v for where they start; optax and pytorch_optimizer do, as Adam does: {@link
 * #withBiasCorrection}. Both also start m at the initial accumulator, where the paper has 0: {@link
 * #withInitialFirstMoment}. Zaheer, Reddi, Sachan, Kale and Kumar, "Adaptive Methods for Nonconvex
 * Optimization", NeurIPS 2018. optax: {@code yogi}.
 *
 * <p>Defaults: β₁ = 0.9, β₂ = 0.999, ε = 1e-3, the paper's; initial accumulator 1e-6; m from 0, not
 * corrected. A rate of 0.01 suits where 0.001 suits Adam.
 */
public final class Yogi extends AbstractOptimizer<Yogi> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the second moment, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.999);

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-3);

  private static final Setting INITIAL_ACCUMULATOR =
      Setting.notNegative("initialAccumulator", 1e-6);
  private static final Setting INITIAL_FIRST_MOMENT = Setting.notNegative("initialFirstMoment", 0);
  private static final Flag CORRECTED = new Flag("biasCorrection", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, EPSILON)
          .setTogether("withBetas", BETA1, BETA2)
          .withSettings(INITIAL_ACCUMULATOR, INITIAL_FIRST_MOMENT)
          .withFlags(CORRECTED);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    NEW2,
    EPSILON
  }

  private final Slot firstMoment;
  private final Slot secondMoment;

  private Yogi(Hyperparameters hyperparameters) {
    super(hyperparameters);
    firstMoment = Slot.fading("first_moment", BETA1, hyperparameters.get(INITIAL_FIRST_MOMENT));
    secondMoment = Slot.lasting("second_moment", hyperparameters.get(INITIAL_ACCUMULATOR));
  }

  @Override
  protected Yogi with(Hyperparameters changed) {
    return new Yogi(changed);
  }

  /**
   * {@return Yogi at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Yogi of(double learningRate) {
    return new Yogi(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return Yogi at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Yogi of(Schedule learningRate) {
    return new Yogi(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square's, by which v moves, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public Yogi withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-3 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Yogi withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  /**
   * {@return a copy with another initial value of v}
   *
   * @param initialAccumulator v before the first step, zero or positive; 1e-6 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Yogi withInitialAccumulator(double initialAccumulator) {
    return with(hyperparameters().with(INITIAL_ACCUMULATOR, initialAccumulator));
  }

  /**
   * {@return a copy with another initial value of m}
   *
   * @param initialFirstMoment m before the first step, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Yogi withInitialFirstMoment(double initialFirstMoment) {
    return with(hyperparameters().with(INITIAL_FIRST_MOMENT, initialFirstMoment));
  }

  /**
   * {@return a copy with bias correction on or off: m / (1 − β₁ᵗ) and v / (1 − β₂ᵗ) in the change}
   *
   * @param biasCorrection {@code true} to correct both, as in optax; default {@code false}
   */
  public Yogi withBiasCorrection(boolean biasCorrection) {
    return with(hyperparameters().with(CORRECTED, biasCorrection));
  }

  @Override
  public List<String> equations() {
    boolean corrected = hyperparameters().is(CORRECTED);
    return List.of(
        "m ← {beta1}·m + (1 − {beta1})·g",
        "v ← v − (1 − {beta2})·sign(v − g²)·g²",
        "m̂ = m" + (corrected ? " / (1 − {beta1}^t)" : ""),
        "v̂ = v" + (corrected ? " / (1 − {beta2}^t)" : ""),
        "w ← w − {learningRate}·m̂ / (√v̂ + {epsilon})");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, this::step, this::step)
        .withSlots(firstMoment, secondMoment);
  }

  private void numbers(StepNumbers s) {
    boolean corrected = hyperparameters().is(CORRECTED);
    double root = corrected ? Math.sqrt(s.biasCorrection(BETA2)) : 1;
    s.set(Step.RATE, s.learningRate() * root / (corrected ? s.biasCorrection(BETA1) : 1));
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.EPSILON, s.get(EPSILON) * root);
  }

  /**
   * A loop for gradients with L2 and one for those without: as a part of its caller, the one loop
   * was compiled without vectors in some processes, and a method of two is too long to become that.
   */
  private void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(firstMoment), v = c.slot(secondMoment);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), new2 = c.number(Step.NEW2), eps = c.number(Step.EPSILON);
    if (l2 == 0) {
      for (int i = c.from(), to = c.to(); i < to; i++) {
        float weight = w[i];
        float grad = scale * g[i];
        float first = old1 * m[i] + new1 * (grad - off1 * m[i]);
        float square = Math.min(grad * grad, Float.MAX_VALUE);
        float second = v[i] - Signs.times(new2 * square, v[i] - square);
        m[i] = first;
        v[i] = second;
        float change = rate * first / ((float) Math.sqrt(second) + eps);
        w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
      }
    } else {
      for (int i = c.from(), to = c.to(); i < to; i++) {
        float weight = w[i];
        float grad = scale * g[i] + l2 * weight;
        float first = old1 * m[i] + new1 * (grad - off1 * m[i]);
        float square = Math.min(grad * grad, Float.MAX_VALUE);
        float second = v[i] - Signs.times(new2 * square, v[i] - square);
        m[i] = first;
        v[i] = second;
        float change = rate * first / ((float) Math.sqrt(second) + eps);
        w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
      }
    }
  }

  /**
   * A loop for gradients with L2 and one for those without: as a part of its caller, the one loop
   * was compiled without vectors in some processes, and a method of two is too long to become that.
   */
  private void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(firstMoment), v = c.slot(secondMoment);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), new2 = c.number(Step.NEW2), eps = c.number(Step.EPSILON);
    if (l2 == 0) {
      for (int i = c.from(), to = c.to(); i < to; i++) {
        double weight = w[i];
        double grad = scale * g[i];
        double first = old1 * m[i] + new1 * (grad - off1 * m[i]);
        double square = Math.min(grad * grad, Double.MAX_VALUE);
        double second = v[i] - Signs.times(new2 * square, v[i] - square);
        m[i] = first;
        v[i] = second;
        double change = rate * first / (Math.sqrt(second) + eps);
        w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
      }
    } else {
      for (int i = c.from(), to = c.to(); i < to; i++) {
        double weight = w[i];
        double grad = scale * g[i] + l2 * weight;
        double first = old1 * m[i] + new1 * (grad - off1 * m[i]);
        double square = Math.min(grad * grad, Double.MAX_VALUE);
        double second = v[i] - Signs.times(new2 * square, v[i] - square);
        m[i] = first;
        v[i] = second;
        double change = rate * first / (Math.sqrt(second) + eps);
        w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
      }
    }
  }
}
