// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * RMSProp: AdaGrad with a memory that fades, so that the rate can rise again.
 *
 * <pre>
 * v ← α·v + (1 − α)·g²                                not centered
 * v ← α·(v + (1 − α)·(g − a)²);  a ← α·a + (1 − α)·g   centered
 * d = √(v + ε_root) + ε
 * w ← w − η·g / d                                     without momentum
 * b ← μ·b + g / d;  w ← w − η·b                       with momentum μ
 *                   w ← w − η·(g / d + μ·b)           … and Nesterov
 * b ← μ·b + η·g / d;  w ← w − b                       with the rate in the velocity
 *                     w ← w − (η·g / d + μ·b)         … and Nesterov
 * </pre>
 *
 * <p>η is the learning rate, α the decay. ε stands {@linkplain Epsilon outside the root} in the
 * lecture and in PyTorch, inside in Keras and optax. In both of these the velocity b includes the
 * rate: {@link #withRateInVelocity}. v starts at the {@linkplain #withInitialAccumulator initial
 * accumulator}, which is optax' {@code initial_scale}, and ε in DL4J; optax can also {@linkplain
 * #withBiasCorrection correct} it for starting at zero, and look ahead as {@linkplain #withNesterov
 * Nesterov} does. Centered, v is the variance around the mean a, the slot {@code variance}; other
 * frameworks keep the mean square, which is v + a², and subtract a² from it: that is the same
 * number, but cancels, so that PyTorch's weights become NaN where gradients are nearly constant.
 * Tieleman and Hinton, "Lecture 6.5: RMSProp", Coursera, 2012; centered: Graves, "Generating
 * Sequences With Recurrent Neural Networks", 2013, <a
 * href="https://arxiv.org/abs/1308.0850">arXiv:1308.0850</a>. PyTorch: {@code RMSprop}.
 *
 * <p>Defaults, PyTorch's: α = 0.99, ε = 1e-8 outside the root, μ = 0, not centered, no Nesterov,
 * initial accumulator 0. (The lecture: α 0.9 or 0.99, ε 1e-7.)
 */
public final class RmsProp extends AbstractOptimizer<RmsProp> {
  /** α, the decay rate of the averages, in [0, 1). */
  public static final Hyperparameter DECAY = Hyperparameter.fraction("decay", 0.99);

  /** μ, the momentum, in [0, 1). */
  public static final Hyperparameter MOMENTUM = Hyperparameter.fraction("momentum", 0);

  private static final Setting INITIAL_ACCUMULATOR = Setting.notNegative("initialAccumulator", 0);
  private static final Flag CENTERED = new Flag("centered", false);
  private static final Flag NESTEROV = new Flag("nesterov", false);
  private static final Flag RATE_IN_VELOCITY = new Flag("rateInVelocity", false);
  private static final Flag CORRECTED = new Flag("biasCorrection", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(DECAY, MOMENTUM)
          .withEpsilon(Epsilon.outsideRoot(1e-8), Epsilon.Place.INSIDE_ROOT, Epsilon.Place.BOTH)
          .withSettings(INITIAL_ACCUMULATOR)
          .withFlags(CENTERED, NESTEROV, RATE_IN_VELOCITY, CORRECTED);

  private static final Slot MEAN = Slot.fading("gradient_average", DECAY);
  private static final Slot VELOCITY = Slot.fading("velocity", MOMENTUM);

  private enum Step {
    RATE,
    OLD,
    NEW,
    MOMENTUM,
    PUSH,
    AHEAD,
    EPSILON,
    ROOT
  }

  private final Slot average;

  private RmsProp(Hyperparameters hyperparameters) {
    super(hyperparameters);
    average =
        Slot.fading(
            hyperparameters.is(CENTERED) ? "variance" : "square_average",
            DECAY,
            hyperparameters.get(INITIAL_ACCUMULATOR));
    if (hyperparameters.is(CENTERED) && hyperparameters.is(CORRECTED)) {
      throw new IllegalArgumentException("RmsProp corrects its square only if it is not centered");
    }
  }

  @Override
  protected RmsProp with(Hyperparameters changed) {
    return new RmsProp(changed);
  }

  /**
   * {@return RMSProp at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static RmsProp of(double learningRate) {
    return new RmsProp(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return RMSProp at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static RmsProp of(Schedule learningRate) {
    return new RmsProp(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another decay of its averages}
   *
   * @param decay α, in [0, 1); 0.99 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public RmsProp withDecay(double decay) {
    return with(hyperparameters().with(DECAY, decay));
  }

  /**
   * {@return a copy with another ε at the place where it is now}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public RmsProp withEpsilon(double epsilon) {
    return withEpsilon(hyperparameters().epsilon().resized(epsilon));
  }

  /**
   * {@return a copy with another ε, and its place}
   *
   * @param epsilon ε outside the root, as by default, inside, or both
   * @throws IllegalArgumentException if this rule does not have the place
   */
  public RmsProp withEpsilon(Epsilon epsilon) {
    return with(hyperparameters().with(epsilon));
  }

  /**
   * {@return a copy with another momentum}
   *
   * @param momentum μ, in [0, 1); 0, the default, keeps no velocity
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public RmsProp withMomentum(double momentum) {
    return with(hyperparameters().with(MOMENTUM, momentum));
  }

  /**
   * {@return a copy with another initial value of v}
   *
   * @param initialAccumulator v before the first step, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public RmsProp withInitialAccumulator(double initialAccumulator) {
    return with(hyperparameters().with(INITIAL_ACCUMULATOR, initialAccumulator));
  }

  /**
   * {@return a copy that divides by the standard deviation of the gradient, or by its root mean
   * square}
   *
   * @param centered {@code true} to subtract the running mean; default {@code false}
   * @throws IllegalArgumentException if the square is corrected
   */
  public RmsProp withCentered(boolean centered) {
    return with(hyperparameters().with(CENTERED, centered));
  }

  /**
   * {@return a copy with Nesterov's look-ahead on or off} It has no effect without momentum.
   *
   * @param nesterov {@code true} to look ahead, as optax can; default {@code false}
   */
  public RmsProp withNesterov(boolean nesterov) {
    return with(hyperparameters().with(NESTEROV, nesterov));
  }

  /**
   * {@return a copy whose velocity includes the learning rate or not}
   *
   * @param rateInVelocity {@code true} to include it, as in Keras and optax; default {@code false}
   */
  public RmsProp withRateInVelocity(boolean rateInVelocity) {
    return with(hyperparameters().with(RATE_IN_VELOCITY, rateInVelocity));
  }

  /**
   * {@return a copy with bias correction on or off: v / (1 − αᵗ) in place of v under the root}
   *
   * @param corrected {@code true} to correct v for starting at zero; default {@code false}
   * @throws IllegalArgumentException if the rule is centered
   */
  public RmsProp withBiasCorrection(boolean corrected) {
    return with(hyperparameters().with(CORRECTED, corrected));
  }

  @Override
  public List<String> equations() {
    Hyperparameters options = hyperparameters();
    boolean inside = options.is(RATE_IN_VELOCITY);
    String rate = "{learningRate}·";
    String mean = "a ← {decay}·a + (1 − {decay})·g";
    String square =
        options.is(CENTERED)
            ? "v ← {decay}·(v + (1 − {decay})·(g − a)²)"
            : "v ← {decay}·v + (1 − {decay})·g²";
    String corrected = "v̂ = v" + (options.is(CORRECTED) ? " / (1 − {decay}^t)" : "");
    String force = "f = " + (inside ? rate : "") + "g / " + options.epsilon().divisor("v̂", "1");
    String velocity = options.isZero(MOMENTUM) ? "b = f" : "b ← {momentum}·b + f";
    boolean ahead = options.is(NESTEROV) && !options.isZero(MOMENTUM);
    String change = "w ← w − " + (inside ? "" : rate) + (ahead ? "(f + {momentum}·b)" : "b");
    return options.is(CENTERED)
        ? List.of(square, corrected, force, velocity, change, mean)
        : List.of(square, corrected, force, velocity, change);
  }

  @Override
  public Rule rule() {
    Enum<?>[] names = Step.values();
    boolean momentum = !hyperparameters().isZero(MOMENTUM);
    if (hyperparameters().is(CENTERED)) {
      return momentum
          ? Rule.of(names, this::velocityNumbers, this::centeredMomentum, this::centeredMomentum)
              .withSlots(average, VELOCITY, MEAN)
          : Rule.of(names, this::numbers, this::centered, this::centered).withSlots(average, MEAN);
    }
    return momentum
        ? Rule.of(names, this::velocityNumbers, this::momentum, this::momentum)
            .withSlots(average, VELOCITY)
        : Rule.of(names, this::numbers, this::step, this::step).withSlots(average);
  }

  private void numbers(StepNumbers s) {
    double square = s.is(CORRECTED) ? s.biasCorrection(DECAY) : 1;
    double root = Math.sqrt(square);
    s.set(Step.RATE, s.learningRate() * root);
    s.set(Step.OLD, s.get(DECAY));
    s.set(Step.NEW, 1 - s.get(DECAY));
    s.set(Step.EPSILON, hyperparameters().epsilon().outside() * root);
    s.set(Step.ROOT, hyperparameters().epsilon().inside() * square);
  }

  /**
   * The root's correction cannot wait for the velocity: it is another at each step. With Nesterov,
   * the change is η·g / d more than μ times the one without.
   */
  private void velocityNumbers(StepNumbers s) {
    numbers(s);
    double root = s.is(CORRECTED) ? Math.sqrt(s.biasCorrection(DECAY)) : 1;
    boolean inside = s.is(RATE_IN_VELOCITY), nesterov = s.is(NESTEROV);
    double momentum = s.get(MOMENTUM), rate = inside ? 1 : s.learningRate();
    s.set(Step.MOMENTUM, momentum);
    s.set(Step.PUSH, inside ? s.learningRate() * root : root);
    s.set(Step.RATE, nesterov ? rate * momentum : rate);
    s.set(Step.AHEAD, nesterov ? rate : 0);
  }

  private void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), v = c.slot(average);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    float eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float square = old * v[i] + fresh * grad * grad;
      v[i] = square;
      float change = rate * grad / ((float) Math.sqrt(square + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private void momentum(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), v = c.slot(average), b = c.slot(VELOCITY);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    float momentum = c.number(Step.MOMENTUM), push = c.number(Step.PUSH);
    float ahead = c.number(Step.AHEAD);
    float eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float square = old * v[i] + fresh * grad * grad;
      float force = push * grad / ((float) Math.sqrt(square + root) + eps);
      float velocity = momentum * b[i] + force;
      v[i] = square;
      b[i] = velocity;
      float change = rate * velocity + ahead * force;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private void centered(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), v = c.slot(average), a = c.slot(MEAN);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    float eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float deviation = grad - a[i];
      float variance = old * (v[i] + fresh * deviation * deviation);
      a[i] = old * a[i] + fresh * grad;
      v[i] = variance;
      float change = rate * grad / ((float) Math.sqrt(variance + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  /**
   * Two loops: one is more than HotSpot vectorizes. The first does what takes long. With Nesterov,
   * the second divides once more, as there is no place to keep g / d.
   */
  private void centeredMomentum(FloatChunk c) {
    float[] w = c.value(), g = c.gradient();
    float[] v = c.slot(average), a = c.slot(MEAN), b = c.slot(VELOCITY);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    float momentum = c.number(Step.MOMENTUM), push = c.number(Step.PUSH);
    float ahead = c.number(Step.AHEAD);
    float eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      float deviation = grad - a[i];
      float variance = old * (v[i] + fresh * deviation * deviation);
      a[i] = old * a[i] + fresh * grad;
      v[i] = variance;
      b[i] = momentum * b[i] + push * grad / ((float) Math.sqrt(variance + root) + eps);
    }
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float change = rate * b[i];
      if (ahead != 0) {
        float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
        change += ahead * push * grad / ((float) Math.sqrt(v[i] + root) + eps);
      }
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), v = c.slot(average);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    double eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double square = old * v[i] + fresh * grad * grad;
      v[i] = square;
      double change = rate * grad / (Math.sqrt(square + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private void momentum(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), v = c.slot(average), b = c.slot(VELOCITY);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    double momentum = c.number(Step.MOMENTUM), push = c.number(Step.PUSH);
    double ahead = c.number(Step.AHEAD);
    double eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double square = old * v[i] + fresh * grad * grad;
      double force = push * grad / (Math.sqrt(square + root) + eps);
      double velocity = momentum * b[i] + force;
      v[i] = square;
      b[i] = velocity;
      double change = rate * velocity + ahead * force;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private void centered(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), v = c.slot(average), a = c.slot(MEAN);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    double eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double deviation = grad - a[i];
      double variance = old * (v[i] + fresh * deviation * deviation);
      a[i] = old * a[i] + fresh * grad;
      v[i] = variance;
      double change = rate * grad / (Math.sqrt(variance + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  /**
   * Two loops: one is more than HotSpot vectorizes. The first does what takes long. With Nesterov,
   * the second divides once more, as there is no place to keep g / d.
   */
  private void centeredMomentum(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient();
    double[] v = c.slot(average), a = c.slot(MEAN), b = c.slot(VELOCITY);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old = c.number(Step.OLD), fresh = c.number(Step.NEW);
    double momentum = c.number(Step.MOMENTUM), push = c.number(Step.PUSH);
    double ahead = c.number(Step.AHEAD);
    double eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      double deviation = grad - a[i];
      double variance = old * (v[i] + fresh * deviation * deviation);
      a[i] = old * a[i] + fresh * grad;
      v[i] = variance;
      b[i] = momentum * b[i] + push * grad / (Math.sqrt(variance + root) + eps);
    }
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double change = rate * b[i];
      if (ahead != 0) {
        double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
        change += ahead * push * grad / (Math.sqrt(v[i] + root) + eps);
      }
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
