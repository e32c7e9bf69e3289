// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * Gradient descent with momentum: the gradients add up to a velocity, which friction slows.
 *
 * <pre>
 * v ← μ·v + (1 − τ)·g        (v ← g at the state's first step)
 * w ← w − η·v                w ← w − η·(g + μ·v) with Nesterov
 * </pre>
 *
 * <p>η is the learning rate, μ the momentum, τ the dampening. The velocity does not hold the rate,
 * so a changing rate acts at once; in Keras and DL4J it does, {@link #withRateInVelocity}, and the
 * two part as soon as the rate changes. Polyak, "Some methods of speeding up the convergence of
 * iteration methods", 1964; in this form Sutskever et al., "On the importance of initialization and
 * momentum in deep learning", ICML 2013. PyTorch: {@code SGD(momentum=…)}.
 *
 * <p>Defaults: μ = 0.9, the lecture's value (PyTorch has none but 0), τ = 0, no Nesterov.
 */
public final class Momentum extends AbstractOptimizer<Momentum> {
  /** μ, the momentum, in [0, 1). */
  public static final Hyperparameter MOMENTUM = Hyperparameter.fraction("momentum", 0.9);

  /** τ, the dampening of the gradient, in [0, 1). */
  public static final Hyperparameter DAMPENING = Hyperparameter.fraction("dampening", 0);

  private static final Flag NESTEROV = new Flag("nesterov", false);
  private static final Flag RATE_IN_VELOCITY = new Flag("rateInVelocity", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(MOMENTUM, DAMPENING).withFlags(NESTEROV, RATE_IN_VELOCITY);

  private static final Slot VELOCITY = Slot.fading("velocity", MOMENTUM);

  private enum Step {
    RATE,
    MOMENTUM,
    NEW
  }

  private Momentum(Hyperparameters hyperparameters) {
    super(hyperparameters);
    if (hyperparameters.is(NESTEROV)
        && (hyperparameters.isZero(MOMENTUM) || !hyperparameters.isZero(DAMPENING))) {
      throw new IllegalArgumentException(
          "Nesterov needs a momentum above 0 and no dampening, but they were "
              + hyperparameters.get(MOMENTUM)
              + " and "
              + hyperparameters.get(DAMPENING));
    }
  }

  @Override
  protected Momentum with(Hyperparameters changed) {
    return new Momentum(changed);
  }

  /**
   * {@return momentum 0.9 at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Momentum of(double learningRate) {
    return new Momentum(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return momentum 0.9 at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Momentum of(Schedule learningRate) {
    return new Momentum(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another momentum}
   *
   * @param momentum μ, in [0, 1); 0.9 by default
   * @throws IllegalArgumentException if it is outside [0, 1), or 0 with Nesterov
   */
  public Momentum withMomentum(double momentum) {
    return with(hyperparameters().with(MOMENTUM, momentum));
  }

  /**
   * {@return a copy with another dampening of the gradient}
   *
   * @param dampening τ, in [0, 1); 0 by default
   * @throws IllegalArgumentException if it is outside [0, 1), or above 0 with Nesterov
   */
  public Momentum withDampening(double dampening) {
    return with(hyperparameters().with(DAMPENING, dampening));
  }

  /**
   * {@return a copy with Nesterov's look-ahead on or off}
   *
   * @param nesterov {@code true} to look ahead; default {@code false}
   * @throws IllegalArgumentException if the momentum is 0 or there is dampening
   */
  public Momentum withNesterov(boolean nesterov) {
    return with(hyperparameters().with(NESTEROV, nesterov));
  }

  /**
   * {@return a copy whose velocity includes the learning rate or not}
   *
   * <pre>
   * v ← μ·v + (1 − τ)·η·g
   * w ← w − v                  w ← w − (η·g + μ·v) with Nesterov
   * </pre>
   *
   * @param rateInVelocity {@code true} to include it, as in Keras and DL4J, which keep −v; default
   *     {@code false}
   */
  public Momentum withRateInVelocity(boolean rateInVelocity) {
    return with(hyperparameters().with(RATE_IN_VELOCITY, rateInVelocity));
  }

  @Override
  public List<String> equations() {
    boolean inside = hyperparameters().is(RATE_IN_VELOCITY);
    String rate = "{learningRate}·";
    String share = hyperparameters().isZero(DAMPENING) ? "" : "(1 − {dampening}·min(t − 1, 1))·";
    String push = "p = " + (inside ? rate : "") + share + "g";
    String velocity = "v ← {momentum}·v + p";
    String change = hyperparameters().is(NESTEROV) ? "(p + {momentum}·v)" : "v";
    return List.of(push, velocity, "w ← w − " + (inside ? "" : rate) + change);
  }

  @Override
  public Rule rule() {
    Rule rule =
        hyperparameters().is(NESTEROV)
            ? Rule.of(Step.values(), Momentum::numbers, Momentum::nesterov, Momentum::nesterov)
            : Rule.of(Step.values(), Momentum::numbers, Momentum::step, Momentum::step);
    return rule.withSlots(VELOCITY);
  }

  private static void numbers(StepNumbers s) {
    boolean inside = s.is(RATE_IN_VELOCITY);
    double fresh = s.stateStep() == 1 ? 1 : 1 - s.get(DAMPENING);
    s.set(Step.RATE, inside ? 1 : s.learningRate());
    s.set(Step.MOMENTUM, s.get(MOMENTUM));
    s.set(Step.NEW, inside ? s.learningRate() * fresh : fresh);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), v = c.slot(VELOCITY);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float momentum = c.number(Step.MOMENTUM), fresh = c.number(Step.NEW);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float velocity = momentum * v[i] + fresh * grad;
      v[i] = velocity;
      float change = rate * velocity;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void nesterov(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), v = c.slot(VELOCITY);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float momentum = c.number(Step.MOMENTUM), fresh = c.number(Step.NEW);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float push = fresh * grad;
      float velocity = momentum * v[i] + push;
      v[i] = velocity;
      float change = rate * (push + momentum * velocity);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), v = c.slot(VELOCITY);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double momentum = c.number(Step.MOMENTUM), fresh = c.number(Step.NEW);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double velocity = momentum * v[i] + fresh * grad;
      v[i] = velocity;
      double change = rate * velocity;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void nesterov(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), v = c.slot(VELOCITY);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double momentum = c.number(Step.MOMENTUM), fresh = c.number(Step.NEW);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double push = fresh * grad;
      double velocity = momentum * v[i] + push;
      v[i] = velocity;
      double change = rate * (push + momentum * velocity);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
