// SPDX-License-Identifier: Apache-2.0
package example.qhm;

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
 * Quasi-hyperbolic momentum: a step between the gradient and its average.
 *
 * <pre>
 * m ← β·m + (1 − β)·g
 * w ← w − η·((1 − ν)·g + ν·m)
 * </pre>
 *
 * <p>η is the learning rate, β the momentum, ν the part of the average: at 0 plain gradient
 * descent. Ma and Yarats, "Quasi-hyperbolic momentum and Adam for deep learning", ICLR 2019, <a
 * href="https://arxiv.org/abs/1810.06801">arXiv:1810.06801</a>. Defaults, the paper's: β = 0.999, ν
 * = 0.7.
 *
 * <p>A rule is a value: hyperparameters, numbers of a step, and a loop in both types. The trainer
 * keeps its state, cuts the work into chunks, hands them to threads, lets weights decay and writes
 * checkpoints.
 */
public final class Qhm extends AbstractOptimizer<Qhm> {
  /** β, the momentum, in [0, 1). */
  public static final Hyperparameter BETA = Hyperparameter.fraction("beta", 0.999);

  /** ν, the part of the average, zero or positive. */
  public static final Hyperparameter NU = Hyperparameter.notNegative("nu", 0.7);

  private static final Hyperparameters DEFAULTS = Hyperparameters.declare(BETA, NU);

  private static final Slot AVERAGE = Slot.fading("gradient_average", BETA);

  private enum Step {
    GRADIENT_RATE,
    AVERAGE_RATE,
    OLD,
    NEW
  }

  private Qhm(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Qhm with(Hyperparameters changed) {
    return new Qhm(changed);
  }

  /**
   * QHM at a constant rate.
   *
   * @param learningRate η, zero or positive and finite
   * @return the rule
   */
  public static Qhm of(double learningRate) {
    return new Qhm(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * QHM at a scheduled rate.
   *
   * @param learningRate η by step
   * @return the rule
   */
  public static Qhm of(Schedule learningRate) {
    return new Qhm(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * The same rule with another momentum.
   *
   * @param beta β, in [0, 1)
   * @return the rule
   */
  public Qhm withBeta(double beta) {
    return with(hyperparameters().with(BETA, beta));
  }

  /**
   * The same rule with another part of the average.
   *
   * @param nu ν, zero or positive
   * @return the rule
   */
  public Qhm withNu(double nu) {
    return with(hyperparameters().with(NU, nu));
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), Qhm::numbers, Qhm::step, Qhm::step).withSlots(AVERAGE);
  }

  private static void numbers(StepNumbers s) {
    s.set(Step.GRADIENT_RATE, s.learningRate() * (1 - s.get(NU)));
    s.set(Step.AVERAGE_RATE, s.learningRate() * s.get(NU));
    s.set(Step.OLD, s.get(BETA));
    s.set(Step.NEW, 1 - s.get(BETA));
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(AVERAGE);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    float old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    float rate1 = c.number(Step.GRADIENT_RATE), rate2 = c.number(Step.AVERAGE_RATE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float average = old * m[i] + fresh * grad;
      m[i] = average;
      float change = rate1 * grad + rate2 * average;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(AVERAGE);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    double old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    double rate1 = c.number(Step.GRADIENT_RATE), rate2 = c.number(Step.AVERAGE_RATE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double average = old * m[i] + fresh * grad;
      m[i] = average;
      double change = rate1 * grad + rate2 * average;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
