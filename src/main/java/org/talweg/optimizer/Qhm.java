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
import org.talweg.schedule.Schedule;

/**
 * Quasi-hyperbolic momentum: a part of each step by the gradient itself, the rest by its average.
 *
 * <pre>
 * m ← m + (1 − β)·(g − m)
 * w ← w − η·(g + ν·(m − g))
 * </pre>
 *
 * <p>η is the learning rate: 1 / (1 − β) times that of {@link Momentum}, whose velocity is no
 * average but a sum. With ν = 1 it is momentum, with ν = 0 plain descent, with ν = β Nesterov's
 * method. One slot. Ma and Yarats, "Quasi-hyperbolic momentum and Adam for deep learning", ICLR
 * 2019, <a href="https://arxiv.org/abs/1810.06801">arXiv:1810.06801</a>.
 *
 * <p>Defaults, the paper's rule of thumb: β = 0.999, ν = 0.7.
 */
public final class Qhm extends AbstractOptimizer<Qhm> {
  /** β, the decay rate of the average, in [0, 1). */
  public static final Hyperparameter BETA = Hyperparameter.fraction("beta", 0.999);

  /** ν, the part of a step that goes by the average, zero or positive. */
  public static final Hyperparameter NU = Hyperparameter.notNegative("nu", 0.7);

  private static final Hyperparameters DEFAULTS = Hyperparameters.declare(BETA, NU);

  private static final Slot MOMENTUM = Slot.fading("momentum", BETA);

  private enum Step {
    RATE,
    OLD,
    OFF,
    NEW,
    NU
  }

  private Qhm(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Qhm with(Hyperparameters changed) {
    return new Qhm(changed);
  }

  /**
   * {@return quasi-hyperbolic momentum at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Qhm of(double learningRate) {
    return new Qhm(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return quasi-hyperbolic momentum at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Qhm of(Schedule learningRate) {
    return new Qhm(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another decay rate of the average}
   *
   * @param beta β, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public Qhm withBeta(double beta) {
    return with(hyperparameters().with(BETA, beta));
  }

  /**
   * {@return a copy with another part of the average}
   *
   * @param nu ν, the part of a step that goes by the average, zero or positive; 0.7 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Qhm withNu(double nu) {
    return with(hyperparameters().with(NU, nu));
  }

  @Override
  public List<String> equations() {
    return List.of("m ← {beta}·m + (1 − {beta})·g", "w ← w − {learningRate}·(g + {nu}·(m − g))");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), Qhm::numbers, Qhm::step, Qhm::step).withSlots(MOMENTUM);
  }

  private static void numbers(StepNumbers s) {
    s.set(Step.RATE, s.learningRate());
    s.set(Step.OLD, Average.old(s.get(BETA)));
    s.set(Step.OFF, Average.off(s.get(BETA)));
    s.set(Step.NEW, 1 - s.get(BETA));
    s.set(Step.NU, s.get(NU));
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(MOMENTUM);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float keep = c.number(Step.OLD), off = c.number(Step.OFF);
    float fresh = c.number(Step.NEW), nu = c.number(Step.NU);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float old = m[i];
      float momentum = keep * old + fresh * (grad - off * old);
      m[i] = momentum;
      float change = rate * (grad + nu * (momentum - grad));
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(MOMENTUM);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double keep = c.number(Step.OLD), off = c.number(Step.OFF);
    double fresh = c.number(Step.NEW), nu = c.number(Step.NU);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double old = m[i];
      double momentum = keep * old + fresh * (grad - off * old);
      m[i] = momentum;
      double change = rate * (grad + nu * (momentum - grad));
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
