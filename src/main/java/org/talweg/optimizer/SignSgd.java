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
import org.talweg.schedule.Schedule;

/**
 * SignSGD: every weight moves by the rate against the sign of its gradient; with a momentum,
 * against the sign of the gradient's average, which is called Signum.
 *
 * <pre>
 * w ← w − η·sign(g)                          without momentum
 * m ← m + (1 − β)·(g − m);  w ← w − η·sign(m)     with momentum β
 * </pre>
 *
 * <p>η is the learning rate, in units of the weight; the sign of 0 is 0. One bit of each gradient
 * counts, so workers need to send no more. Bernstein, Wang, Azizzadenesheli and Anandkumar,
 * "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018, <a
 * href="https://arxiv.org/abs/1802.04434">arXiv:1802.04434</a>. optax: {@code sign_sgd}, {@code
 * signum}.
 *
 * <p>Default: no momentum (the paper's Signum and optax: β = 0.9).
 */
public final class SignSgd extends AbstractOptimizer<SignSgd> {
  /** β, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter MOMENTUM = Hyperparameter.fraction("momentum", 0);

  private static final Hyperparameters DEFAULTS = Hyperparameters.declare(MOMENTUM);

  private static final Slot AVERAGE = Slot.fading("gradient_average", MOMENTUM);

  private enum Step {
    RATE,
    OLD,
    OFF,
    NEW
  }

  private SignSgd(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected SignSgd with(Hyperparameters changed) {
    return new SignSgd(changed);
  }

  /**
   * {@return signSGD at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static SignSgd of(double learningRate) {
    return new SignSgd(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return signSGD at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static SignSgd of(Schedule learningRate) {
    return new SignSgd(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another momentum}
   *
   * @param momentum β, in [0, 1); 0, the default, keeps no average
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public SignSgd withMomentum(double momentum) {
    return with(hyperparameters().with(MOMENTUM, momentum));
  }

  @Override
  public List<String> equations() {
    return hyperparameters().isZero(MOMENTUM)
        ? List.of("w ← w − {learningRate}·sign(g)")
        : List.of("m ← {momentum}·m + (1 − {momentum})·g", "w ← w − {learningRate}·sign(m)");
  }

  @Override
  public Rule rule() {
    return hyperparameters().isZero(MOMENTUM)
        ? Rule.of(Step.values(), SignSgd::numbers, SignSgd::step, SignSgd::step)
        : Rule.of(Step.values(), SignSgd::numbers, SignSgd::signum, SignSgd::signum)
            .withSlots(AVERAGE);
  }

  private static void numbers(StepNumbers s) {
    s.set(Step.RATE, s.learningRate());
    s.set(Step.OLD, Average.old(s.get(MOMENTUM)));
    s.set(Step.OFF, Average.off(s.get(MOMENTUM)));
    s.set(Step.NEW, 1 - s.get(MOMENTUM));
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient();
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float change = Signs.times(rate, grad);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void signum(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(AVERAGE);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old = c.number(Step.OLD), off = c.number(Step.OFF), fresh = c.number(Step.NEW);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float average = old * m[i] + fresh * (grad - off * m[i]);
      m[i] = average;
      float change = Signs.times(rate, average);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient();
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double change = Signs.times(rate, grad);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void signum(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(AVERAGE);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old = c.number(Step.OLD), off = c.number(Step.OFF), fresh = c.number(Step.NEW);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double average = old * m[i] + fresh * (grad - off * m[i]);
      m[i] = average;
      double change = Signs.times(rate, average);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
