package org.talweg.optimizer;

import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Rule;
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
 * <p>η is the learning rate, α the decay. Either ε is used, the other is 0: outside the root,
 * {@link #withEpsilon}, in the lecture and in PyTorch; inside, {@link #withEpsilonInsideRoot}, in
 * Keras and optax. The velocity b holds the rate, {@link #withRateInVelocity}, in Keras and optax.
 * v starts at the initial accumulator, {@link #withInitialAccumulator}, which is optax's {@code
 * initial_scale}, and ε in DL4J; or optax corrects it for starting at zero, {@link
 * #withBiasCorrection}. Nesterov's look ahead, {@link #withNesterov}, is optax', too. Centered, v
 * is the variance around the mean a, the slot {@code variance}; other frameworks keep the mean
 * square, which is v + a², and subtract a² from it: that is the same number, but cancels, so that
 * PyTorch's weights become NaN where gradients are nearly constant. Tieleman and Hinton, "Lecture
 * 6.5: RMSProp", Coursera, 2012; centered: Graves, "Generating Sequences With Recurrent Neural
 * Networks", 2013, <a href="https://arxiv.org/abs/1308.0850">arXiv:1308.0850</a>. PyTorch: {@code
 * RMSprop}.
 *
 * <p>Defaults, PyTorch's: α = 0.99, ε = 1e-8, ε_root = 0, μ = 0, not centered, no Nesterov, initial
 * accumulator 0. (The lecture: α 0.9 or 0.99, ε 1e-7.)
 */
public final class RmsProp extends Optimizer {
  private static final Hyperparameter DECAY = Hyperparameter.fraction("decay", 0.99);
  private static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-8);
  private static final Hyperparameter MOMENTUM = Hyperparameter.fraction("momentum", 0);
  private static final Hyperparameter INITIAL = Hyperparameter.notNegative("initialAccumulator", 0);
  private static final Flag CENTERED = new Flag("centered", false);
  private static final Flag NESTEROV = new Flag("nesterov", false);
  private static final Flag RATE_IN_VELOCITY = new Flag("rateInVelocity", false);
  private static final Flag CORRECTED = new Flag("biasCorrection", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(DECAY, EPSILON, Epsilon.INSIDE, MOMENTUM, INITIAL)
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
            hyperparameters.get(INITIAL).at(1));
    if (hyperparameters.is(CENTERED) && hyperparameters.is(CORRECTED)) {
      throw new IllegalArgumentException("RmsProp corrects its square only if it is not centered");
    }
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
   * {@return this rule with another decay of its averages}
   *
   * @param decay α, in [0, 1); 0.99 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public RmsProp withDecay(double decay) {
    return new RmsProp(hyperparameters().with(DECAY, decay));
  }

  /**
   * {@return this rule with a scheduled decay of its averages}
   *
   * @param decay α by step, in [0, 1)
   */
  public RmsProp withDecay(Schedule decay) {
    return new RmsProp(hyperparameters().with(DECAY, decay));
  }

  /**
   * {@return this rule with ε outside the root and none inside}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public RmsProp withEpsilon(double epsilon) {
    return new RmsProp(Epsilon.outside(hyperparameters(), EPSILON, epsilon));
  }

  /**
   * {@return this rule with ε inside the root and none outside, as in Keras and optax}
   *
   * @param epsilon ε_root, at least 1e-30
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public RmsProp withEpsilonInsideRoot(double epsilon) {
    return new RmsProp(Epsilon.inside(hyperparameters(), EPSILON, epsilon));
  }

  /**
   * {@return this rule with another momentum}
   *
   * @param momentum μ, in [0, 1); 0, the default, keeps no velocity
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public RmsProp withMomentum(double momentum) {
    return new RmsProp(hyperparameters().with(MOMENTUM, momentum));
  }

  /**
   * {@return this rule with a scheduled momentum}
   *
   * @param momentum μ by step, in [0, 1)
   */
  public RmsProp withMomentum(Schedule momentum) {
    return new RmsProp(hyperparameters().with(MOMENTUM, momentum));
  }

  /**
   * {@return this rule with another start of v}
   *
   * @param initialAccumulator v before the first step, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public RmsProp withInitialAccumulator(double initialAccumulator) {
    return new RmsProp(hyperparameters().with(INITIAL, initialAccumulator));
  }

  /**
   * {@return this rule, dividing or not by the deviation around the mean gradient}
   *
   * @param centered whether to take the mean off; not by default
   * @throws IllegalArgumentException if the square is corrected
   */
  public RmsProp withCentered(boolean centered) {
    return new RmsProp(hyperparameters().with(CENTERED, centered));
  }

  /**
   * {@return this rule with or without Nesterov's look ahead} Without momentum there is nothing to
   * look ahead by, and the two are the same.
   *
   * @param nesterov whether to look ahead, as optax can; not by default
   */
  public RmsProp withNesterov(boolean nesterov) {
    return new RmsProp(hyperparameters().with(NESTEROV, nesterov));
  }

  /**
   * {@return this rule with velocities that hold the learning rate, or do not}
   *
   * @param rateInVelocity whether they do, as in Keras and optax; not by default
   */
  public RmsProp withRateInVelocity(boolean rateInVelocity) {
    return new RmsProp(hyperparameters().with(RATE_IN_VELOCITY, rateInVelocity));
  }

  /**
   * {@return this rule with v / (1 − αᵗ) in place of v under the root, or without}
   *
   * @param corrected whether the square is corrected for starting at zero; not by default
   * @throws IllegalArgumentException if the rule is centered
   */
  public RmsProp withBiasCorrection(boolean corrected) {
    return new RmsProp(hyperparameters().with(CORRECTED, corrected));
  }

  @Override
  public Rule rule() {
    Enum<?>[] names = Step.values();
    boolean momentum = !hyperparameters().isZero(MOMENTUM);
    if (hyperparameters().is(CENTERED)) {
      return momentum
          ? Rule.of(names, RmsProp::velocityNumbers, this::centeredMomentum, this::centeredMomentum)
              .withSlots(average, VELOCITY, MEAN)
          : Rule.of(names, RmsProp::numbers, this::centered, this::centered)
              .withSlots(average, MEAN);
    }
    return momentum
        ? Rule.of(names, RmsProp::velocityNumbers, this::momentum, this::momentum)
            .withSlots(average, VELOCITY)
        : Rule.of(names, RmsProp::numbers, this::step, this::step).withSlots(average);
  }

  private static void numbers(StepNumbers s) {
    double square = s.is(CORRECTED) ? s.biasCorrection(DECAY) : 1;
    double root = Math.sqrt(square);
    s.set(Step.RATE, s.learningRate() * root);
    s.set(Step.OLD, s.get(DECAY));
    s.set(Step.NEW, 1 - s.get(DECAY));
    s.set(Step.EPSILON, s.get(EPSILON) * root);
    s.set(Step.ROOT, s.get(Epsilon.INSIDE) * square);
  }

  /**
   * The root's correction cannot wait for the velocity: it is another at each step. With Nesterov,
   * the change is η·g / d more than μ times the one without.
   */
  private static void velocityNumbers(StepNumbers s) {
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
