// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.schedule.Schedule;

/**
 * Stochastic gradient descent: the weight goes against its gradient, by the learning rate.
 *
 * <pre>
 * w ← w − η·g
 * </pre>
 *
 * <p>η is the learning rate, g the gradient of the batch's loss. Robbins and Monro, "A Stochastic
 * Approximation Method", 1951. PyTorch: {@code SGD} without momentum. With it: {@link Momentum}.
 */
public final class Sgd extends AbstractOptimizer<Sgd> {
  private static final Hyperparameters DEFAULTS = Hyperparameters.declare();

  private enum Step {
    RATE
  }

  private Sgd(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Sgd with(Hyperparameters changed) {
    return new Sgd(changed);
  }

  /**
   * {@return SGD at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Sgd of(double learningRate) {
    return new Sgd(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return SGD at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Sgd of(Schedule learningRate) {
    return new Sgd(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  @Override
  public List<String> equations() {
    return List.of("w ← w − {learningRate}·g");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), s -> s.set(Step.RATE, s.learningRate()), Sgd::step, Sgd::step);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient();
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float change = rate * grad;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient();
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double change = rate * grad;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
