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
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * AdaGrad: every element has a rate of its own, which falls with the gradients it has seen.
 *
 * <pre>
 * h ← h + g²
 * w ← w − η / (1 + (t − 1)·d) · g / (√(h + ε_root) + ε)
 * </pre>
 *
 * <p>η is the learning rate, d the learning-rate decay, t the step of the state from 1; h starts at
 * the initial accumulator. ε stands {@linkplain Epsilon outside the root} in the lecture's code and
 * in PyTorch, inside in Keras and optax. Duchi, Hazan and Singer, "Adaptive Subgradient Methods for
 * Online Learning and Stochastic Optimization", JMLR 12, 2011. PyTorch: {@code Adagrad}.
 *
 * <p>Defaults, PyTorch's: d = 0, initial accumulator 0, ε = 1e-10 outside the root (the lecture:
 * 1e-7).
 */
public final class AdaGrad extends AbstractOptimizer<AdaGrad> {
  /** d, the decay of the learning rate, zero or positive. */
  public static final Hyperparameter LEARNING_RATE_DECAY =
      Hyperparameter.notNegative("learningRateDecay", 0);

  private static final Setting INITIAL_ACCUMULATOR = Setting.notNegative("initialAccumulator", 0);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(LEARNING_RATE_DECAY)
          .withEpsilon(Epsilon.outsideRoot(1e-10), Epsilon.Place.INSIDE_ROOT, Epsilon.Place.BOTH)
          .withSettings(INITIAL_ACCUMULATOR);

  private enum Step {
    RATE,
    EPSILON,
    ROOT
  }

  private final Slot sum;

  private AdaGrad(Hyperparameters hyperparameters) {
    super(hyperparameters);
    sum = Slot.lasting("sum_of_squares", hyperparameters.get(INITIAL_ACCUMULATOR));
  }

  @Override
  protected AdaGrad with(Hyperparameters changed) {
    return new AdaGrad(changed);
  }

  /**
   * {@return AdaGrad at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AdaGrad of(double learningRate) {
    return new AdaGrad(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return AdaGrad at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static AdaGrad of(Schedule learningRate) {
    return new AdaGrad(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another decay of the learning rate}
   *
   * @param learningRateDecay d, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public AdaGrad withLearningRateDecay(double learningRateDecay) {
    return with(hyperparameters().with(LEARNING_RATE_DECAY, learningRateDecay));
  }

  /**
   * {@return a copy with another initial value of h}
   *
   * @param initialAccumulator h before the first step, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public AdaGrad withInitialAccumulator(double initialAccumulator) {
    return with(hyperparameters().with(INITIAL_ACCUMULATOR, initialAccumulator));
  }

  /**
   * {@return a copy with another ε at the place where it is now}
   *
   * @param epsilon ε, at least 1e-30; 1e-10 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public AdaGrad withEpsilon(double epsilon) {
    return withEpsilon(hyperparameters().epsilon().resized(epsilon));
  }

  /**
   * {@return a copy with another ε, and its place}
   *
   * @param epsilon ε outside the root, as by default, inside, or both
   * @throws IllegalArgumentException if this rule does not have the place
   */
  public AdaGrad withEpsilon(Epsilon epsilon) {
    return with(hyperparameters().with(epsilon));
  }

  @Override
  public List<String> equations() {
    String divisor = hyperparameters().epsilon().divisor("h", "1");
    return List.of(
        "h ← h + g²",
        "r = {learningRate} / (1 + (t − 1)·{learningRateDecay})",
        "w ← w − r·g / " + divisor);
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), this::numbers, this::step, this::step).withSlots(sum);
  }

  private void numbers(StepNumbers s) {
    double steps = (double) (s.stateStep() - 1);
    s.set(Step.RATE, s.learningRate() / (1 + steps * s.get(LEARNING_RATE_DECAY)));
    s.set(Step.EPSILON, hyperparameters().epsilon().outside());
    s.set(Step.ROOT, hyperparameters().epsilon().inside());
  }

  private void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), h = c.slot(sum);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float total = h[i] + grad * grad;
      h[i] = total;
      float change = rate * grad / ((float) Math.sqrt(total + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), h = c.slot(sum);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double total = h[i] + grad * grad;
      h[i] = total;
      double change = rate * grad / (Math.sqrt(total + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
