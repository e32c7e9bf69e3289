// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Signs;
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
 * Lion: every weight moves by the rate, whatever its gradient, against the sign of a momentum that
 * looks ahead.
 *
 * <pre>
 * w ← w − η·sign(β₁·m + (1 − β₁)·g)
 * m ← β₂·m + (1 − β₂)·g
 * </pre>
 *
 * <p>η is the learning rate: a third to a tenth of what suits {@link Adam}, since every weight
 * takes the whole of it at every step; the paper raises the weight decay by as much. The sign of 0
 * is 0. One slot, half of Adam's state. Chen et al., "Symbolic Discovery of Optimization
 * Algorithms", NeurIPS 2023, <a href="https://arxiv.org/abs/2302.06675">arXiv:2302.06675</a>.
 * Keras: {@code Lion}; optax: {@code lion}.
 *
 * <p>Defaults, the paper's: β₁ = 0.9, β₂ = 0.99. Its weight decay is {@linkplain
 * WeightDecay#decoupled decoupled}; there is none unless it is set, here or on the trainer.
 */
public final class Lion extends AbstractOptimizer<Lion> {
  /** β₁, the decay rate of the momentum whose sign is taken, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the momentum that is kept, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.99);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2)
          .setTogether("withBetas", BETA1, BETA2)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private static final Slot MOMENTUM = Slot.fading("momentum", BETA2);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    OFF2,
    NEW2
  }

  private Lion(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Lion with(Hyperparameters changed) {
    return new Lion(changed);
  }

  /**
   * {@return Lion at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Lion of(double learningRate) {
    return new Lion(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return Lion at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Lion of(Schedule learningRate) {
    return new Lion(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its momentum}
   *
   * @param beta1 β₁ of the momentum whose sign is taken, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the momentum that is kept, in [0, 1); 0.99 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public Lion withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "w ← w − {learningRate}·sign({beta1}·m + (1 − {beta1})·g)",
        "m ← {beta2}·m + (1 − {beta2})·g");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), Lion::numbers, Lion::step, Lion::step).withSlots(MOMENTUM);
  }

  private static void numbers(StepNumbers s) {
    s.set(Step.RATE, s.learningRate());
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.OLD2, Average.old(s.get(BETA2)));
    s.set(Step.OFF2, Average.off(s.get(BETA2)));
    s.set(Step.NEW2, 1 - s.get(BETA2));
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(MOMENTUM);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2);
    float off2 = c.number(Step.OFF2), new2 = c.number(Step.NEW2);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float momentum = m[i];
      m[i] = old2 * momentum + new2 * (grad - off2 * momentum);
      float direction = old1 * momentum + new1 * (grad - off1 * momentum);
      float change = Signs.times(rate, direction);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(MOMENTUM);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2);
    double off2 = c.number(Step.OFF2), new2 = c.number(Step.NEW2);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double momentum = m[i];
      m[i] = old2 * momentum + new2 * (grad - off2 * momentum);
      double direction = old1 * momentum + new1 * (grad - off1 * momentum);
      double change = Signs.times(rate, direction);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
