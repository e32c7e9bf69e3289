// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * Adam: momentum and RMSProp at once, both corrected for starting at zero.
 *
 * <pre>
 * m ← m + (1 − β₁)·(g − m)            m̂ = m / (1 − β₁ᵗ)
 * v ← β₂·v + (1 − β₂)·g²              v̂ = v / (1 − β₂ᵗ)
 * w ← w − η·m̂ / (√(v̂ + ε_root) + ε)
 * </pre>
 *
 * <p>η is the learning rate, t the step of the state from 1. A scheduled β counts as if it had
 * always had its present value. The paper, PyTorch and optax have ε {@linkplain Epsilon outside the
 * root}; the lecture's slide has it inside, and so has optax' {@code eps_root}; Keras, TensorFlow
 * and DL4J have the paper's {@linkplain Epsilon#hat ε̂}. With {@linkplain #withAmsgrad AMSGrad}, v̂
 * is the largest v so far, corrected afterwards, as in PyTorch and Keras; or {@linkplain
 * #withAmsgradOfCorrected the largest v̂}, as in optax. Kingma and Ba, "Adam: A Method for
 * Stochastic Optimization", ICLR 2015, <a
 * href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>. PyTorch: {@code Adam}. A {@linkplain
 * #withWeightDecay(double) weight decay} is L2; for a decoupled one, take {@link AdamW}.
 *
 * <p>Defaults, the paper's and PyTorch's: β₁ = 0.9, β₂ = 0.999, ε = 1e-8, ε_root = 0.
 */
public final class Adam extends AbstractOptimizer<Adam> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.999);

  static final Flag AMSGRAD = new Flag("amsgrad", false);
  static final Flag CORRECTED = new Flag("amsgradOfCorrected", false);
  static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2)
          .setTogether("withBetas", BETA1, BETA2)
          .withEpsilon(
              Epsilon.outsideRoot(1e-8),
              Epsilon.Place.INSIDE_ROOT,
              Epsilon.Place.BOTH,
              Epsilon.Place.HAT)
          .withFlags(AMSGRAD, CORRECTED);

  static final Slot FIRST_MOMENT = Slot.fading("first_moment", BETA1);
  static final Slot SECOND_MOMENT = Slot.fading("second_moment", BETA2);

  enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    EPSILON,
    ROOT
  }

  private Adam(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Adam with(Hyperparameters changed) {
    return new Adam(changed);
  }

  /**
   * {@return Adam at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Adam of(double learningRate) {
    return new Adam(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return Adam at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Adam of(Schedule learningRate) {
    return new Adam(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square's average, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public Adam withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε at the place where it is now}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Adam withEpsilon(double epsilon) {
    return withEpsilon(hyperparameters().epsilon().resized(epsilon));
  }

  /**
   * {@return a copy with another ε, and its place}
   *
   * @param epsilon ε at any place, outside the root by default
   * @throws IllegalArgumentException if this rule does not have the place
   */
  public Adam withEpsilon(Epsilon epsilon) {
    return with(hyperparameters().with(epsilon));
  }

  /**
   * {@return a copy with AMSGrad on or off}
   *
   * @param amsgrad {@code true} to divide by the running maximum of v, corrected afterwards, as in
   *     PyTorch and Keras; default {@code false}
   */
  public Adam withAmsgrad(boolean amsgrad) {
    return with(hyperparameters().with(AMSGRAD, amsgrad).with(CORRECTED, false));
  }

  /**
   * {@return a copy with optax' {@code amsgrad} on or off} It keeps the second moment as v̂ itself:
   * v̂ ← v̂ + (1 − β₂) / (1 − β₂ᵗ)·(g² − v̂).
   *
   * @param amsgrad {@code true} to divide by the running maximum of v̂; default {@code false}
   */
  public Adam withAmsgradOfCorrected(boolean amsgrad) {
    return with(hyperparameters().with(AMSGRAD, false).with(CORRECTED, amsgrad));
  }

  @Override
  public List<String> equations() {
    return equations(hyperparameters());
  }

  static List<String> equations(Hyperparameters hyperparameters) {
    List<String> lines = new ArrayList<>();
    lines.add("m ← {beta1}·m + (1 − {beta1})·g");
    lines.add("v ← {beta2}·v + (1 − {beta2})·g²");
    lines.add("m̂ = m / (1 − {beta1}^t)");
    lines.add("v̂ = v / (1 − {beta2}^t)");
    if (hyperparameters.is(AMSGRAD)) {
      lines.add("h ← max(h, v)");
      lines.set(3, "v̂ = h / (1 − {beta2}^t)");
      Collections.swap(lines, 3, 4);
    } else if (hyperparameters.is(CORRECTED)) {
      lines.set(1, "v ← v + (1 − {beta2}) / (1 − {beta2}^t)·(g² − v)");
      lines.set(3, "h ← max(h, v)");
      lines.add("v̂ = h");
    }
    String divisor = hyperparameters.epsilon().divisor("v̂", "1 − {beta2}^t");
    lines.add("w ← w − {learningRate}·m̂ / " + divisor);
    return lines;
  }

  @Override
  public Rule rule() {
    return rule(hyperparameters());
  }

  static Rule rule(Hyperparameters hyperparameters) {
    Epsilon epsilon = hyperparameters.epsilon();
    Consumer<StepNumbers> numbers = s -> numbers(s, epsilon);
    return hyperparameters.is(AMSGRAD) || hyperparameters.is(CORRECTED)
        ? AmsGrad.rule(numbers)
        : Rule.of(Step.values(), numbers, Adam::step, Adam::step)
            .withSlots(FIRST_MOMENT, SECOND_MOMENT);
  }

  /** Both corrections are in the numbers, as at the end of the paper's section 2. */
  private static void numbers(StepNumbers s, Epsilon epsilon) {
    double corrected = s.biasCorrection(BETA2);
    double square = s.is(CORRECTED) ? 1 : corrected;
    double root = Math.sqrt(square);
    double new2 = (1 - s.get(BETA2)) * square / corrected;
    s.set(Step.RATE, s.learningRate() * root / s.biasCorrection(BETA1));
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.OLD2, s.is(CORRECTED) ? 1 - new2 : s.get(BETA2));
    s.set(Step.NEW2, new2);
    s.set(Step.EPSILON, epsilon.outside() * (epsilon.place() == Epsilon.Place.HAT ? 1 : root));
    s.set(Step.ROOT, epsilon.inside() * square);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
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
      float change = rate * first / ((float) Math.sqrt(second + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
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
      double change = rate * first / (Math.sqrt(second + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
