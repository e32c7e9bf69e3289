// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import org.talweg.schedule.Schedule;

/**
 * The base class of all rules: an {@link Optimizer} whose copies with other hyperparameters are of
 * its own type.
 *
 * <p>To write a rule, extend this class in one file: the formula, its symbols and its source in the
 * Javadoc; the hyperparameters and slots as constants; {@code of(…)} and {@code with…(…)}; {@link
 * #with(Hyperparameters)} and {@link #rule}; the function of the step's numbers; and the loop, once
 * for {@code float} and once for {@code double}. {@code Sgd} is the shortest example.
 *
 * @param <T> the rule itself
 */
public abstract non-sealed class AbstractOptimizer<T extends AbstractOptimizer<T>>
    extends Optimizer {
  /**
   * A rule.
   *
   * @param hyperparameters their values
   */
  protected AbstractOptimizer(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  /**
   * {@return this rule with other hyperparameters: a call of its constructor}
   *
   * @param changed values of what the rule declares
   */
  protected abstract T with(Hyperparameters changed);

  /**
   * {@return a copy with another value of one hyperparameter, by step}
   *
   * <pre>{@code
   * Momentum.of(0.1).with(Momentum.MOMENTUM, Schedule.linear(0.5, 0.95, 1_000))
   * }</pre>
   *
   * <p>A constant is checked now, other values at the step where they occur.
   *
   * @param number a constant of the rule's class
   * @param value its value by step
   * @throws IllegalArgumentException if the rule does not have that hyperparameter, or a constant
   *     value is not allowed
   */
  public final T with(Hyperparameter number, Schedule value) {
    return with(hyperparameters().with(number, value));
  }

  /**
   * {@return a copy with another learning rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public final T withLearningRate(double learningRate) {
    return with(hyperparameters().with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with a scheduled learning rate}
   *
   * @param learningRate η by step
   */
  public final T withLearningRate(Schedule learningRate) {
    return with(hyperparameters().with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with a weight decay of the rule's own kind} It is {@linkplain
   * WeightDecay#decoupled decoupled} in rules whose papers have it so, such as AdamW, Lion and
   * Adan, and {@linkplain WeightDecay#l2 L2} in the others, as PyTorch's {@code weight_decay}. To
   * say which: {@code withWeightDecay(WeightDecay.decoupled(0.01))}.
   *
   * @param rate λ, zero or positive
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public final T withWeightDecay(double rate) {
    return withWeightDecay(hyperparameters().defaults().weightDecay().resized(rate));
  }

  /**
   * {@return a copy with a weight decay}
   *
   * @param decay the decay that belongs to the rule, used where neither the trainer nor a group has
   *     another
   */
  public final T withWeightDecay(WeightDecay decay) {
    return with(hyperparameters().with(requireNonNull(decay, "decay")));
  }

  /**
   * {@return a copy with a caution} Cautious AdamW is {@code
   * AdamW.of(1e-3).withCaution(Caution.MASK)}, Grams {@code
   * AdamW.of(1e-3).withCaution(Caution.GRAMS)}. A trainer alone can do it, {@code BareRule} can't.
   *
   * @param caution what becomes of changes that go against the gradient; default {@link
   *     Caution#NONE}
   */
  public final T withCaution(Caution caution) {
    return with(hyperparameters().with(requireNonNull(caution, "caution")));
  }

  /**
   * {@return a copy whose change is made as long for each parameter as its weights are, times the
   * learning rate and a coefficient}
   *
   * <pre>
   * w ← w − η·c·‖w‖ / ‖u‖·u
   * </pre>
   *
   * <p>u is what the rule would take from the weights at a learning rate of 1, with {@linkplain
   * WeightDecay#decoupled decoupled} decay and after a {@linkplain #withCaution caution}; norms are
   * Euclidean, of each parameter by itself. Where ‖w‖ or ‖u‖ is 0, their ratio counts as 1, so
   * weights of zero move. This is the trust ratio of {@code Lamb}, around any rule: {@code
   * AdamW.of(r).withEpsilon(1e-6).withTrustRatio(1)} is LAMB. optax: {@code scale_by_trust_ratio}.
   * You, Li, Reddi et al., "Large Batch Optimization for Deep Learning", ICLR 2020, <a
   * href="https://arxiv.org/abs/1904.00962">arXiv:1904.00962</a>. A trainer refuses it for rules
   * whose formula reads the weights, such as FTRL, for schedule-free rules, and for those that have
   * a trust ratio already; {@code BareRule} can't do it.
   *
   * @param coefficient c, 0 or positive; 0, the default, leaves changes as long as the rule makes
   *     them
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public final T withTrustRatio(double coefficient) {
    return with(hyperparameters().withTrustRatio(coefficient));
  }
}
