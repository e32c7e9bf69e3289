// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.talweg.optimizer.ScheduleFree.AVERAGE;
import static org.talweg.optimizer.ScheduleFree.BASE;

import java.util.List;
import org.talweg.optimizer.ScheduleFree.Step;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * Gradient descent that needs no schedule: an average of the weights takes the place of a rate that
 * falls.
 *
 * <pre>
 * z ← z − η·g(y)
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
 * <p>t is the step of the state from 1; x and z start as the weights. A weight decay is taken at y.
 * Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, "The Road Less Scheduled", NeurIPS 2024,
 * <a href="https://arxiv.org/abs/2405.15682">arXiv:2405.15682</a>. schedulefree: {@code
 * SGDScheduleFree}.
 *
 * <p>Defaults, the authors': β = 0.9, p = 0, q = 2.
 */
public final class ScheduleFreeSgd extends AbstractOptimizer<ScheduleFreeSgd> {
  /** β, the part of the average in the weights, in [0, 1). */
  public static final Hyperparameter BETA = ScheduleFree.BETA;

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA).withSettings(ScheduleFree.STEP_POWER, ScheduleFree.RATE_POWER);

  private ScheduleFreeSgd(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected ScheduleFreeSgd with(Hyperparameters changed) {
    return new ScheduleFreeSgd(changed);
  }

  /**
   * {@return the rule at a constant rate}
   *
   * @param learningRate η, zero or positive and finite; 10 to 50 times what a schedule would begin
   *     with
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static ScheduleFreeSgd of(double learningRate) {
    return new ScheduleFreeSgd(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return the rule at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static ScheduleFreeSgd of(Schedule learningRate) {
    return new ScheduleFreeSgd(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another mixture}
   *
   * @param beta β, in [0, 1); 0.9 by default; the authors advise 0.95 to 0.98 for long trainings
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public ScheduleFreeSgd withBeta(double beta) {
    return with(hyperparameters().with(BETA, beta));
  }

  /**
   * {@return a copy whose average weighs late steps more}
   *
   * @param power p, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ScheduleFreeSgd withStepPower(double power) {
    return with(hyperparameters().with(ScheduleFree.STEP_POWER, power));
  }

  /**
   * {@return a copy whose average weighs steps by another power of the rate}
   *
   * @param power q, zero or positive; 2 by default, 0 in Keras
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ScheduleFreeSgd withRatePower(double power) {
    return with(hyperparameters().with(ScheduleFree.RATE_POWER, power));
  }

  @Override
  public List<String> equations() {
    return ScheduleFree.equations("{learningRate}", "z ← z − {learningRate}·g");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, ScheduleFreeSgd::step, ScheduleFreeSgd::step)
        .withSlots(BASE, AVERAGE)
        .withRunning(ScheduleFree.LARGEST_RATE, ScheduleFree.WEIGHT)
        .readingWeights()
        .withResult(AVERAGE);
  }

  private void numbers(StepNumbers s) {
    s.set(Step.RATE, s.learningRate());
    ScheduleFree.mix(s, hyperparameters(), s.learningRate());
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), z = c.slot(BASE), x = c.slot(AVERAGE);
    if (c.number(Step.FIRST) != 0) {
      System.arraycopy(w, c.from(), z, c.from(), c.to() - c.from());
      System.arraycopy(w, c.from(), x, c.from(), c.to() - c.from());
    }
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float oldX = c.number(Step.OLD_X), offX = c.number(Step.OFF_X), newX = c.number(Step.NEW_X);
    float oldY = c.number(Step.OLD_Y), offY = c.number(Step.OFF_Y), newY = c.number(Step.NEW_Y);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float change = rate * grad;
      float base = decay == 0 ? z[i] - change : z[i] - (decay * weight + change);
      float average = oldX * x[i] + newX * (base - offX * x[i]);
      z[i] = base;
      x[i] = average;
      w[i] = oldY * average + newY * (base - offY * average);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), z = c.slot(BASE), x = c.slot(AVERAGE);
    if (c.number(Step.FIRST) != 0) {
      System.arraycopy(w, c.from(), z, c.from(), c.to() - c.from());
      System.arraycopy(w, c.from(), x, c.from(), c.to() - c.from());
    }
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double oldX = c.number(Step.OLD_X), offX = c.number(Step.OFF_X), newX = c.number(Step.NEW_X);
    double oldY = c.number(Step.OLD_Y), offY = c.number(Step.OFF_Y), newY = c.number(Step.NEW_Y);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double change = rate * grad;
      double base = decay == 0 ? z[i] - change : z[i] - (decay * weight + change);
      double average = oldX * x[i] + newX * (base - offX * x[i]);
      z[i] = base;
      x[i] = average;
      w[i] = oldY * average + newY * (base - offY * average);
    }
  }
}
