// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
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
 * Adadelta: every change is as large as the changes before it, so that it has the weight's unit.
 *
 * <pre>
 * v ← ρ·v + (1 − ρ)·g²
 * d = g · (√(u + ε_root) + ε) / (√(v + ε_root) + ε)
 * u ← ρ·u + (1 − ρ)·d²
 * w ← w − η·d
 * </pre>
 *
 * <p>η is the learning rate, which the paper does not have: 1 is its rule; ρ is the decay of both
 * averages. ε stands {@linkplain Epsilon inside the roots} in the paper, PyTorch, Keras and optax:
 * the size of the first change depends on it. Zeiler, "ADADELTA: An Adaptive Learning Rate Method",
 * 2012, <a href="https://arxiv.org/abs/1212.5701">arXiv:1212.5701</a>. PyTorch: {@code Adadelta}.
 *
 * <p>Defaults, the paper's: ρ = 0.95 (PyTorch and optax: 0.9), ε = 1e-6 inside the roots.
 */
public final class Adadelta extends AbstractOptimizer<Adadelta> {
  /** ρ, the decay rate of both averages, in [0, 1). */
  public static final Hyperparameter DECAY = Hyperparameter.fraction("decay", 0.95);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(DECAY)
          .withEpsilon(Epsilon.insideRoot(1e-6), Epsilon.Place.OUTSIDE_ROOT, Epsilon.Place.BOTH);

  private static final Slot SQUARE = Slot.fading("square_average", DECAY);
  private static final Slot CHANGE = Slot.fading("change_square_average", DECAY);

  private enum Step {
    RATE,
    OLD,
    NEW,
    EPSILON,
    ROOT
  }

  private Adadelta(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Adadelta with(Hyperparameters changed) {
    return new Adadelta(changed);
  }

  /**
   * {@return Adadelta at a constant rate}
   *
   * @param learningRate η, zero or positive and finite; 1 in the paper
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Adadelta of(double learningRate) {
    return new Adadelta(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return Adadelta at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Adadelta of(Schedule learningRate) {
    return new Adadelta(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another decay of its averages}
   *
   * @param decay ρ, in [0, 1); 0.95 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public Adadelta withDecay(double decay) {
    return with(hyperparameters().with(DECAY, decay));
  }

  /**
   * {@return a copy with another ε at the place where it is now}
   *
   * @param epsilon ε, at least 1e-30; 1e-6 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Adadelta withEpsilon(double epsilon) {
    return withEpsilon(hyperparameters().epsilon().resized(epsilon));
  }

  /**
   * {@return a copy with another ε, and its place}
   *
   * @param epsilon ε inside the roots, as by default, outside, or both
   * @throws IllegalArgumentException if this rule does not have the place
   */
  public Adadelta withEpsilon(Epsilon epsilon) {
    return with(hyperparameters().with(epsilon));
  }

  @Override
  public List<String> equations() {
    Epsilon epsilon = hyperparameters().epsilon();
    return List.of(
        "v ← {decay}·v + (1 − {decay})·g²",
        "d = g·" + epsilon.divisor("u", "1") + " / " + epsilon.divisor("v", "1"),
        "u ← {decay}·u + (1 − {decay})·d²",
        "w ← w − {learningRate}·d");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, Adadelta::step, Adadelta::step)
        .withSlots(SQUARE, CHANGE);
  }

  private void numbers(StepNumbers s) {
    s.set(Step.RATE, s.learningRate());
    s.set(Step.OLD, s.get(DECAY));
    s.set(Step.NEW, 1 - s.get(DECAY));
    s.set(Step.EPSILON, hyperparameters().epsilon().outside());
    s.set(Step.ROOT, hyperparameters().epsilon().inside());
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), v = c.slot(SQUARE), u = c.slot(CHANGE);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    float eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float square = old * v[i] + fresh * grad * grad;
      float past = u[i];
      float size = (float) Math.sqrt(past + root) + eps;
      float full = grad * size / ((float) Math.sqrt(square + root) + eps);
      v[i] = square;
      u[i] = old * past + fresh * full * full;
      float change = rate * full;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), v = c.slot(SQUARE), u = c.slot(CHANGE);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    double eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double square = old * v[i] + fresh * grad * grad;
      double past = u[i];
      double size = Math.sqrt(past + root) + eps;
      double full = grad * size / (Math.sqrt(square + root) + eps);
      v[i] = square;
      u[i] = old * past + fresh * full * full;
      double change = rate * full;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
