// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Checks;
import org.talweg.internal.ShortestRun;
import org.talweg.matrix.DoubleNewtonSchulz;
import org.talweg.matrix.FloatNewtonSchulz;
import org.talweg.matrix.Pool;
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
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Shape;

/**
 * Muon, momentum orthogonalized: a matrix moves by the orthogonal matrix nearest to its momentum,
 * so in all directions alike, those that gradients seldom point to among them. For the hidden
 * matrices of a network.
 *
 * <pre>
 * m ← m + (1 − μ)·(g − m)
 * u = m + (1 − μ)·(g − m)               Nesterov's; u = m without
 * X = u / max(‖u‖, ε)
 * X ← a·X + (b·A + c·A²)·X,  A = X·Xᵀ   n times
 * w ← w − η·√max(1, rows/columns)·X
 * </pre>
 *
 * <p>η is the learning rate, ‖·‖ the root of the sum of squares. The iteration (Newton and Schulz')
 * takes every singular value of X to about 1, somewhere between 0.7 and 1.2. It is computed in the
 * parameter's own type, where others have bfloat16. A tensor of more than two dimensions, such as a
 * convolution, is a matrix whose rows are its first dimension; the factor of the rate takes rows
 * for outputs, as PyTorch's layers have them.
 *
 * <p>A vector or scalar is an error when the trainer is built. Embeddings and the last layer are
 * matrices too, but learn better from {@link AdamW}, as do biases and gains: give those a {@code
 * Group} with a rule and a rate of its own.
 *
 * <p>Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024, <a
 * href="https://kellerjordan.github.io/posts/muon/">kellerjordan.github.io/posts/muon</a>. {@link
 * #withUpdateSize}: Liu et al., "Muon is Scalable for LLM Training", 2025, <a
 * href="https://arxiv.org/abs/2502.16982">arXiv:2502.16982</a>. PyTorch, Keras: {@code Muon}.
 *
 * <p>Defaults, PyTorch's: μ = 0.95, Nesterov's form, (a, b, c) = (3.4445, −4.775, 2.0315), n = 5, ε
 * = 1e-7. Its weight decay is {@linkplain WeightDecay#decoupled decoupled}; there is none unless it
 * is set, here or on the trainer (PyTorch has 0.1).
 */
public final class Muon extends AbstractOptimizer<Muon> {
  /** μ, the momentum, in [0, 1). */
  public static final Hyperparameter MOMENTUM = Hyperparameter.fraction("momentum", 0.95);

  /** ε, the least norm or what is added to it, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-7);

  /** a, the polynomial's coefficient of x. */
  public static final Hyperparameter A = Hyperparameter.finite("a", 3.4445);

  /** b, the polynomial's coefficient of x³. */
  public static final Hyperparameter B = Hyperparameter.finite("b", -4.775);

  /** c, the polynomial's coefficient of x⁵. */
  public static final Hyperparameter C = Hyperparameter.finite("c", 2.0315);

  private static final Setting ITERATIONS = Setting.count("iterations", 5);
  private static final Setting UPDATE_SIZE = Setting.notNegative("updateSize", 0);
  private static final Flag NESTEROV = new Flag("nesterov", true);
  private static final Flag ADDED = new Flag("addedEpsilon", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(MOMENTUM, EPSILON, A, B, C)
          .setTogether("withCoefficients", A, B, C)
          .withSettings(ITERATIONS, UPDATE_SIZE)
          .withFlags(NESTEROV, ADDED)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private static final Slot AVERAGE = Slot.fading("momentum", MOMENTUM);

  private enum Step {
    RATE,
    OLD,
    OFF,
    NEW,
    OLD_AHEAD,
    OFF_AHEAD,
    AHEAD,
    A,
    B,
    C,
    ITERATIONS,
    LEAST_NORM,
    ADDED,
    UPDATE_SIZE
  }

  private Muon(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Muon with(Hyperparameters changed) {
    return new Muon(changed);
  }

  /**
   * {@return Muon at a constant rate}
   *
   * @param learningRate η, zero or positive and finite; 0.02 suits many networks
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Muon of(double learningRate) {
    return new Muon(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return Muon at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Muon of(Schedule learningRate) {
    return new Muon(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another momentum}
   *
   * @param momentum μ, in [0, 1); 0.95 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public Muon withMomentum(double momentum) {
    return with(hyperparameters().with(MOMENTUM, momentum));
  }

  /**
   * {@return a copy with or without Nesterov's look ahead}
   *
   * @param nesterov {@code true} to look ahead, the default
   */
  public Muon withNesterov(boolean nesterov) {
    return with(hyperparameters().with(NESTEROV, nesterov));
  }

  /**
   * {@return a copy with updates of a size that does not depend on the matrix' shape}
   *
   * <pre>
   * w ← w − η·size·√max(rows, columns)·X
   * </pre>
   *
   * <p>A change has a root mean square of about η·size then. The changes of AdamW have 0.2 to 0.4
   * of their rate, so at 0.2 both can share rate and decay.
   *
   * @param size the root mean square of an update for each unit of rate, positive, 0.2 to match
   *     AdamW; or 0 for the factor √max(1, rows/columns), the default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Muon withUpdateSize(double size) {
    return with(hyperparameters().with(UPDATE_SIZE, size));
  }

  /**
   * {@return a copy with another polynomial a·x + b·x³ + c·x⁵ for the singular values}
   *
   * @param a a, finite; 3.4445 by default
   * @param b b, finite; −4.775 by default
   * @param c c, finite; 2.0315 by default
   * @throws IllegalArgumentException if one is not finite
   */
  public Muon withCoefficients(double a, double b, double c) {
    return with(hyperparameters().with(A, a).with(B, b).with(C, c));
  }

  /**
   * {@return a copy with the polynomial applied another number of times}
   *
   * @param iterations n, at least 1; 5 by default
   * @throws IllegalArgumentException if it is less than 1
   */
  public Muon withIterations(int iterations) {
    Checks.atLeastOne("iterations", iterations);
    return with(hyperparameters().with(ITERATIONS, iterations));
  }

  /**
   * {@return a copy with another least norm}
   *
   * @param epsilon ε, by which a smaller u is divided, at least 1e-30; 1e-7 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Muon withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  /**
   * {@return a copy with ε added to the norm or as its least value}
   *
   * @param added {@code true} for X = u / (‖u‖ + ε), as in the authors' code; default {@code false}
   */
  public Muon withAddedEpsilon(boolean added) {
    return with(hyperparameters().with(ADDED, added));
  }

  @Override
  public List<String> equations() {
    boolean nesterov = hyperparameters().is(NESTEROV);
    boolean added = hyperparameters().is(ADDED);
    boolean bySize = hyperparameters().get(UPDATE_SIZE) > 0;
    return List.of(
        "m ← {momentum}·m + (1 − {momentum})·g",
        "u = " + (nesterov ? "{momentum}·m + (1 − {momentum})·g" : "m"),
        "X = u / " + (added ? "(‖u‖ + {epsilon})" : "max(‖u‖, {epsilon})"),
        "X ← {a}·X + ({b}·A + {c}·A²)·X, A = X·Xᵀ, {iterations} times",
        "w ← w − {learningRate}·"
            + (bySize ? "{updateSize}·√max(rows, columns)·X" : "√max(1, rows / columns)·X"));
  }

  @Override
  public Rule rule() {
    Pool<FloatNewtonSchulz> floats = new Pool<>(FloatNewtonSchulz::new);
    Pool<DoubleNewtonSchulz> doubles = new Pool<>(DoubleNewtonSchulz::new);
    return Rule.of(Step.values(), this::numbers, c -> step(c, floats), c -> step(c, doubles))
        .withSlots(AVERAGE.inShape(Muon::matrix));
  }

  private static Shape matrix(Shape shape) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "Muon updates matrices, of two or more dimensions, but the shape was "
              + shape
              + ": put such parameters into a group with another rule, such as AdamW");
    }
    return shape;
  }

  private void numbers(StepNumbers s) {
    double fresh = 1 - s.get(MOMENTUM);
    double epsilon = s.get(EPSILON);
    s.set(Step.RATE, s.learningRate());
    s.set(Step.OLD, Average.old(1 - fresh));
    s.set(Step.OFF, Average.off(1 - fresh));
    s.set(Step.NEW, fresh);
    double ahead = s.is(NESTEROV) ? fresh : 0;
    s.set(Step.OLD_AHEAD, Average.old(1 - ahead));
    s.set(Step.OFF_AHEAD, Average.off(1 - ahead));
    s.set(Step.AHEAD, ahead);
    s.set(Step.A, s.get(A));
    s.set(Step.B, s.get(B));
    s.set(Step.C, s.get(C));
    s.set(Step.ITERATIONS, hyperparameters().get(ITERATIONS));
    s.set(Step.LEAST_NORM, s.is(ADDED) ? 0 : epsilon);
    s.set(Step.ADDED, s.is(ADDED) ? epsilon : 0);
    s.set(Step.UPDATE_SIZE, hyperparameters().get(UPDATE_SIZE));
  }

  private static int rows(Shape shape) {
    return shape.extent(0);
  }

  private static int columns(Shape shape) {
    return shape.extent(0) == 0 ? 0 : shape.size() / shape.extent(0);
  }

  private static float rate(FloatChunk c) {
    float rows = rows(c.shape()), columns = columns(c.shape());
    float size = c.number(Step.UPDATE_SIZE);
    float factor =
        size > 0
            ? size * (float) Math.sqrt(Math.max(rows, columns))
            : (float) Math.sqrt(Math.max(1, rows / columns));
    return c.number(Step.RATE) * factor;
  }

  private static void step(FloatChunk c, Pool<FloatNewtonSchulz> pool) {
    FloatNewtonSchulz memory = pool.take();
    float[] x = memory.matrix(rows(c.shape()), columns(c.shape()));
    follow(c, x);
    memory.orthogonalize(
        c.number(Step.LEAST_NORM),
        c.number(Step.ADDED),
        c.number(Step.A),
        c.number(Step.B),
        c.number(Step.C),
        (int) c.number(Step.ITERATIONS));
    move(c, x);
    pool.give(memory);
  }

  /** Momentum follows the gradient; x ← u. */
  private static void follow(FloatChunk c, float[] x) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(AVERAGE);
    float scale = c.gradientScale(), l2 = c.l2();
    float keep = c.number(Step.OLD), off = c.number(Step.OFF);
    float behind = c.number(Step.OLD_AHEAD), without = c.number(Step.OFF_AHEAD);
    float fresh = c.number(Step.NEW), ahead = c.number(Step.AHEAD);
    for (int i = 0, to = Math.max(c.to(), ShortestRun.FLOATS); i < to; i++) {
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      float old = m[i];
      float momentum = keep * old + fresh * (grad - off * old);
      m[i] = momentum;
      x[i] = behind * momentum + ahead * (grad - without * momentum);
    }
  }

  private static void move(FloatChunk c, float[] x) {
    float[] w = c.value();
    float decay = c.decay(), rate = rate(c);
    for (int i = 0, to = Math.max(c.to(), ShortestRun.FLOATS); i < to; i++) {
      float weight = w[i], change = rate * x[i];
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static double rate(DoubleChunk c) {
    double rows = rows(c.shape()), columns = columns(c.shape());
    double size = c.number(Step.UPDATE_SIZE);
    double factor =
        size > 0
            ? size * Math.sqrt(Math.max(rows, columns))
            : Math.sqrt(Math.max(1, rows / columns));
    return c.number(Step.RATE) * factor;
  }

  private static void step(DoubleChunk c, Pool<DoubleNewtonSchulz> pool) {
    DoubleNewtonSchulz memory = pool.take();
    double[] x = memory.matrix(rows(c.shape()), columns(c.shape()));
    follow(c, x);
    memory.orthogonalize(
        c.number(Step.LEAST_NORM),
        c.number(Step.ADDED),
        c.number(Step.A),
        c.number(Step.B),
        c.number(Step.C),
        (int) c.number(Step.ITERATIONS));
    move(c, x);
    pool.give(memory);
  }

  /** Momentum follows the gradient; x ← u. */
  private static void follow(DoubleChunk c, double[] x) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(AVERAGE);
    double scale = c.gradientScale(), l2 = c.l2();
    double keep = c.number(Step.OLD), off = c.number(Step.OFF);
    double behind = c.number(Step.OLD_AHEAD), without = c.number(Step.OFF_AHEAD);
    double fresh = c.number(Step.NEW), ahead = c.number(Step.AHEAD);
    for (int i = 0, to = Math.max(c.to(), ShortestRun.DOUBLES); i < to; i++) {
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      double old = m[i];
      double momentum = keep * old + fresh * (grad - off * old);
      m[i] = momentum;
      x[i] = behind * momentum + ahead * (grad - without * momentum);
    }
  }

  private static void move(DoubleChunk c, double[] x) {
    double[] w = c.value();
    double decay = c.decay(), rate = rate(c);
    for (int i = 0, to = Math.max(c.to(), ShortestRun.DOUBLES); i < to; i++) {
      double weight = w[i], change = rate * x[i];
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
