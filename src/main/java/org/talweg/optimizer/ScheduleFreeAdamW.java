// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.talweg.optimizer.ScheduleFree.AVERAGE;
import static org.talweg.optimizer.ScheduleFree.BASE;

import java.util.List;
import java.util.function.Consumer;
import org.talweg.optimizer.ScheduleFree.Step;
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
 * AdamW that needs no schedule: an average of the weights takes the place of a rate that falls, and
 * of the average of the gradient.
 *
 * <pre>
 * v ← β₂·v + (1 − β₂)·g(y)²            v̂ = v / (1 − β₂ᵗ)
 * z ← z − (η·λ·y + η·g(y) / (√v̂ + ε))
 * x ← x + c·(z − x)                    c = a / Σa,  a = tᵖ·(largest η so far)^q
 * y = β·x + (1 − β)·z
 * </pre>
 *
 * <p>The weights of the parameters are y, and the result is x, the slot {@code averaged_weight}:
 * evaluate and save it by {@link org.talweg.training.Trainer#useAverages}. A checkpoint has x under
 * the parameter's own name, and y as {@code <parameter>/training_weights}, so that a program that
 * loads its weights gets x. A constant rate, or one that warms up, is enough; there is none to
 * fall.
 *
 * <p>t is the step of the state from 1; x and z start as the weights. Defazio, Yang, Mehta,
 * Mishchenko, Khaled and Cutkosky, "The Road Less Scheduled", NeurIPS 2024, <a
 * href="https://arxiv.org/abs/2405.15682">arXiv:2405.15682</a>. schedulefree: {@code
 * AdamWScheduleFree}; Keras: {@code ScheduleFreeAdamW}, with q = 0.
 *
 * <p>Defaults, the authors': β = 0.9, β₂ = 0.999, ε = 1e-8, p = 0, q = 2; a weight decay is
 * {@linkplain WeightDecay#decoupled decoupled}, and there is none unless it is set.
 */
public final class ScheduleFreeAdamW extends AbstractOptimizer<ScheduleFreeAdamW> {
  /** β, the part of the average in the weights, in [0, 1). */
  public static final Hyperparameter BETA = ScheduleFree.BETA;

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Adam.BETA2;

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-8);

  static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA, BETA2, EPSILON)
          .withSettings(ScheduleFree.STEP_POWER, ScheduleFree.RATE_POWER)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private static final Slot SQUARE = Adam.SECOND_MOMENT;

  private ScheduleFreeAdamW(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected ScheduleFreeAdamW with(Hyperparameters changed) {
    return new ScheduleFreeAdamW(changed);
  }

  /**
   * {@return the rule at a constant rate}
   *
   * @param learningRate η, zero or positive and finite; 0.0025 suits many networks, 1 to 10 times
   *     the rate of a scheduled {@link AdamW}
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static ScheduleFreeAdamW of(double learningRate) {
    return new ScheduleFreeAdamW(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return the rule at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static ScheduleFreeAdamW of(Schedule learningRate) {
    return new ScheduleFreeAdamW(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another mixture}
   *
   * @param beta β, in [0, 1); 0.9 by default; the authors advise 0.95 to 0.98 for long trainings
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public ScheduleFreeAdamW withBeta(double beta) {
    return with(hyperparameters().with(BETA, beta));
  }

  /**
   * {@return a copy with another decay rate of the square's average}
   *
   * @param beta2 β₂, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public ScheduleFreeAdamW withBeta2(double beta2) {
    return with(hyperparameters().with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public ScheduleFreeAdamW withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  /**
   * {@return a copy whose average weighs late steps more}
   *
   * @param power p, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ScheduleFreeAdamW withStepPower(double power) {
    return with(hyperparameters().with(ScheduleFree.STEP_POWER, power));
  }

  /**
   * {@return a copy whose average weighs steps by another power of the rate}
   *
   * @param power q, zero or positive; 2 by default, 0 in Keras
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ScheduleFreeAdamW withRatePower(double power) {
    return with(hyperparameters().with(ScheduleFree.RATE_POWER, power));
  }

  @Override
  public List<String> equations() {
    return ScheduleFree.equations(
        "{learningRate}",
        "v ← {beta2}·v + (1 − {beta2})·g²",
        "v̂ = v / (1 − {beta2}^t)",
        "z ← z − {learningRate}·g / (√v̂ + {epsilon})");
  }

  @Override
  public Rule rule() {
    Hyperparameters values = hyperparameters();
    return rule(s -> numbers(s, values, s.learningRate()));
  }

  static Rule rule(Consumer<StepNumbers> numbers) {
    return Rule.of(Step.values(), numbers, ScheduleFreeAdamW::step, ScheduleFreeAdamW::step)
        .withSlots(BASE, AVERAGE, SQUARE)
        .withRunning(ScheduleFree.LARGEST_RATE, ScheduleFree.WEIGHT)
        .readingWeights()
        .withResult(AVERAGE);
  }

  static void numbers(StepNumbers s, Hyperparameters values, double rate) {
    double root = Math.sqrt(s.biasCorrection(BETA2));
    s.set(Step.RATE, rate * root);
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.EPSILON, s.get(EPSILON) * root);
    ScheduleFree.mix(s, values, rate);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(),
        g = c.gradient(),
        z = c.slot(BASE),
        x = c.slot(AVERAGE),
        v = c.slot(SQUARE);
    if (c.number(Step.FIRST) != 0) {
      System.arraycopy(w, c.from(), z, c.from(), c.to() - c.from());
      System.arraycopy(w, c.from(), x, c.from(), c.to() - c.from());
    }
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2), eps = c.number(Step.EPSILON);
    float oldX = c.number(Step.OLD_X), offX = c.number(Step.OFF_X), newX = c.number(Step.NEW_X);
    float oldY = c.number(Step.OLD_Y), offY = c.number(Step.OFF_Y), newY = c.number(Step.NEW_Y);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float second = old2 * v[i] + new2 * grad * grad;
      v[i] = second;
      float change = rate * grad / ((float) Math.sqrt(second) + eps);
      float base = decay == 0 ? z[i] - change : z[i] - (decay * weight + change);
      float average = oldX * x[i] + newX * (base - offX * x[i]);
      z[i] = base;
      x[i] = average;
      w[i] = oldY * average + newY * (base - offY * average);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(),
        g = c.gradient(),
        z = c.slot(BASE),
        x = c.slot(AVERAGE),
        v = c.slot(SQUARE);
    if (c.number(Step.FIRST) != 0) {
      System.arraycopy(w, c.from(), z, c.from(), c.to() - c.from());
      System.arraycopy(w, c.from(), x, c.from(), c.to() - c.from());
    }
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2), eps = c.number(Step.EPSILON);
    double oldX = c.number(Step.OLD_X), offX = c.number(Step.OFF_X), newX = c.number(Step.NEW_X);
    double oldY = c.number(Step.OLD_Y), offY = c.number(Step.OFF_Y), newY = c.number(Step.NEW_Y);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double second = old2 * v[i] + new2 * grad * grad;
      v[i] = second;
      double change = rate * grad / (Math.sqrt(second) + eps);
      double base = decay == 0 ? z[i] - change : z[i] - (decay * weight + change);
      double average = oldX * x[i] + newX * (base - offX * x[i]);
      z[i] = base;
      x[i] = average;
      w[i] = oldY * average + newY * (base - offY * average);
    }
  }
}
