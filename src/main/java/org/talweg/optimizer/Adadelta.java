package org.talweg.optimizer;

import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Optimizer;
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
 * averages. Either ε is used, the other is 0. It stands inside the root, {@link
 * #withEpsilonInsideRoot}, in the paper, PyTorch, Keras and optax, where it is what the first
 * change starts from; {@link #withEpsilon} puts it outside. Zeiler, "ADADELTA: An Adaptive Learning
 * Rate Method", 2012, <a href="https://arxiv.org/abs/1212.5701">arXiv:1212.5701</a>. PyTorch:
 * {@code Adadelta}.
 *
 * <p>Defaults, the paper's: ρ = 0.95 (PyTorch and optax: 0.9), ε_root = 1e-6, ε = 0.
 */
public final class Adadelta extends Optimizer {
  private static final Hyperparameter DECAY = Hyperparameter.fraction("decay", 0.95);
  private static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 0);
  private static final Hyperparameters DEFAULTS =
      Epsilon.inside(Hyperparameters.declare(DECAY, EPSILON, Epsilon.INSIDE), EPSILON, 1e-6);

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
   * {@return this rule with another decay of its averages}
   *
   * @param decay ρ, in [0, 1); 0.95 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public Adadelta withDecay(double decay) {
    return new Adadelta(hyperparameters().with(DECAY, decay));
  }

  /**
   * {@return this rule with a scheduled decay of its averages}
   *
   * @param decay ρ by step, in [0, 1)
   */
  public Adadelta withDecay(Schedule decay) {
    return new Adadelta(hyperparameters().with(DECAY, decay));
  }

  /**
   * {@return this rule with ε outside the roots and none inside}
   *
   * @param epsilon ε, at least 1e-30
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Adadelta withEpsilon(double epsilon) {
    return new Adadelta(Epsilon.outside(hyperparameters(), EPSILON, epsilon));
  }

  /**
   * {@return this rule with ε inside the roots and none outside, as in the paper}
   *
   * @param epsilon ε_root, at least 1e-30; 1e-6 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Adadelta withEpsilonInsideRoot(double epsilon) {
    return new Adadelta(Epsilon.inside(hyperparameters(), EPSILON, epsilon));
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), Adadelta::numbers, Adadelta::step, Adadelta::step)
        .withSlots(SQUARE, CHANGE);
  }

  private static void numbers(StepNumbers s) {
    s.set(Step.RATE, s.learningRate());
    s.set(Step.OLD, s.get(DECAY));
    s.set(Step.NEW, 1 - s.get(DECAY));
    s.set(Step.EPSILON, s.get(EPSILON));
    s.set(Step.ROOT, s.get(Epsilon.INSIDE));
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
