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
import org.talweg.rule.Running;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * NAdam: {@link Adam} with Nesterov's look ahead, by a momentum that warms up.
 *
 * <pre>
 * μₜ = β₁·(1 − ½·0.96^(t·ψ))          Pₜ = μ₁·μ₂·…·μₜ
 * m ← m + (1 − β₁)·(g − m)            m̂ = μₜ₊₁·m / (1 − Pₜ·μₜ₊₁) + (1 − μₜ)·g / (1 − Pₜ)
 * v ← β₂·v + (1 − β₂)·g²              v̂ = v / (1 − β₂ᵗ)
 * w ← w − η·m̂ / (√(v̂ + ε_root) + ε)
 * </pre>
 *
 * <p>η is the learning rate, ψ the momentum decay, t the step of the state from 1. ψ = 0.004 in the
 * report (0.96^(t/250)) and in PyTorch, 1 in Keras; with a {@linkplain #withConstantMomentum
 * constant momentum}, μₜ = β₁, as in optax. The product P is carried from step to step. ε stands
 * outside the root, as by default, {@linkplain Epsilon inside}, or both. Dozat, "Incorporating
 * Nesterov Momentum into Adam", ICLR 2016 workshop, <a
 * href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">openreview.net</a>, and his report of
 * the same name. PyTorch: {@code NAdam}.
 *
 * <p>Defaults, PyTorch's: β₁ = 0.9, β₂ = 0.999 (the report: 0.99 and 0.999), ψ = 0.004, ε = 1e-8
 * outside the root.
 */
public final class NAdam extends AbstractOptimizer<NAdam> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Adam.BETA1;

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Adam.BETA2;

  /** ψ, the speed of the momentum's warm-up, zero or positive. */
  public static final Hyperparameter MOMENTUM_DECAY =
      Hyperparameter.notNegative("momentumDecay", 0.004);

  private static final Flag CONSTANT = new Flag("constantMomentum", false);
  private static final Flag FLOAT = new Flag("floatNumbers", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, MOMENTUM_DECAY)
          .setTogether("withBetas", BETA1, BETA2)
          .withEpsilon(Epsilon.outsideRoot(1e-8), Epsilon.Place.INSIDE_ROOT, Epsilon.Place.BOTH)
          .withFlags(CONSTANT, FLOAT);

  private static final Running PRODUCT = Running.of("momentum_product", 1);
  private static final double LOGARITHM = StrictMath.log(0.96);

  private enum Step {
    RATE_FIRST,
    RATE_GRADIENT,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    EPSILON,
    ROOT
  }

  private NAdam(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected NAdam with(Hyperparameters changed) {
    return new NAdam(changed);
  }

  /**
   * {@return NAdam at a constant rate}
   *
   * @param learningRate η, zero or positive and finite; 0.002 in PyTorch
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static NAdam of(double learningRate) {
    return new NAdam(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return NAdam at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static NAdam of(Schedule learningRate) {
    return new NAdam(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square's average, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public NAdam withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy whose momentum warms up at another speed}
   *
   * @param momentumDecay ψ, zero or positive; 0.004 by default, 1 in Keras
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public NAdam withMomentumDecay(double momentumDecay) {
    return with(hyperparameters().with(MOMENTUM_DECAY, momentumDecay));
  }

  /**
   * {@return a copy whose momentum is constant or warms up}
   *
   * @param constant {@code true} for μₜ = β₁, whatever ψ is, as in optax; default {@code false}
   */
  public NAdam withConstantMomentum(boolean constant) {
    return with(hyperparameters().with(CONSTANT, constant));
  }

  /**
   * {@return a copy that keeps P in single precision or in double}
   *
   * @param single {@code true} to round μₜ and P to {@code float}, as PyTorch does whatever the
   *     type of the weights; default {@code false}
   */
  public NAdam withFloatNumbers(boolean single) {
    return with(hyperparameters().with(FLOAT, single));
  }

  /**
   * {@return a copy with another ε at the place where it is now}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public NAdam withEpsilon(double epsilon) {
    return withEpsilon(hyperparameters().epsilon().resized(epsilon));
  }

  /**
   * {@return a copy with another ε, and its place}
   *
   * @param epsilon ε outside the root, as by default, inside, or both
   * @throws IllegalArgumentException if this rule does not have the place
   */
  public NAdam withEpsilon(Epsilon epsilon) {
    return with(hyperparameters().with(epsilon));
  }

  @Override
  public List<String> equations() {
    boolean constant = hyperparameters().is(CONSTANT);
    String now = constant ? "{beta1}" : "{beta1}·(1 − 0.5·0.96^(t·{momentumDecay}))";
    String next = constant ? "{beta1}" : "{beta1}·(1 − 0.5·0.96^((t + 1)·{momentumDecay}))";
    return List.of(
        "m ← {beta1}·m + (1 − {beta1})·g",
        "v ← {beta2}·v + (1 − {beta2})·g²",
        "μ = " + now,
        "μ′ = " + next,
        "P ← P·μ",
        "m̂ = μ′·m / (1 − P·μ′) + (1 − μ)·g / (1 − P)",
        "v̂ = v / (1 − {beta2}^t)",
        "w ← w − {learningRate}·m̂ / "
            + hyperparameters().epsilon().divisor("v̂", "1 − {beta2}^t"));
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, NAdam::step, NAdam::step)
        .withSlots(Adam.FIRST_MOMENT, Adam.SECOND_MOMENT)
        .withRunning(PRODUCT);
  }

  private void numbers(StepNumbers s) {
    double now = momentum(s, s.stateStep());
    double next = momentum(s, s.stateStep() + 1);
    double product =
        hyperparameters().is(FLOAT)
            ? (float) s.running(PRODUCT) * (float) now
            : s.running(PRODUCT) * now;
    s.setRunning(PRODUCT, product);
    double square = s.biasCorrection(BETA2);
    double rate = s.learningRate() * Math.sqrt(square);
    s.set(Step.RATE_FIRST, rate * next / (1 - product * next));
    s.set(Step.RATE_GRADIENT, rate * (1 - now) / (1 - product));
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.EPSILON, hyperparameters().epsilon().outside() * Math.sqrt(square));
    s.set(Step.ROOT, hyperparameters().epsilon().inside() * square);
  }

  /** μₜ: 0.96^(t·ψ) as exp(t·ψ·ln 0.96). */
  private double momentum(StepNumbers s, long t) {
    double exponent = (double) t * s.get(MOMENTUM_DECAY);
    double missing = hyperparameters().is(CONSTANT) ? 0 : StrictMath.exp(exponent * LOGARITHM) / 2;
    return s.get(BETA1) * (1 - missing);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient();
    float[] m = c.slot(Adam.FIRST_MOMENT), v = c.slot(Adam.SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    float ahead = c.number(Step.RATE_FIRST), rate = c.number(Step.RATE_GRADIENT);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    float eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      float second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
      float change = (ahead * first + rate * grad) / ((float) Math.sqrt(second + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient();
    double[] m = c.slot(Adam.FIRST_MOMENT), v = c.slot(Adam.SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    double ahead = c.number(Step.RATE_FIRST), rate = c.number(Step.RATE_GRADIENT);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    double eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      double second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
      double change = (ahead * first + rate * grad) / (Math.sqrt(second + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
