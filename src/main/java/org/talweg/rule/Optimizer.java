// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.talweg.internal.Written;
import org.talweg.schedule.Schedule;

/**
 * An update rule with its hyperparameters: an immutable, thread-safe value. It holds no state; the
 * {@linkplain Slot slots} that its {@linkplain #rule rule} declares are kept by the trainer, by
 * name. One value may serve any number of trainers at once. Rules extend {@link AbstractOptimizer}.
 */
public abstract sealed class Optimizer implements Written permits AbstractOptimizer {
  private final Hyperparameters hyperparameters;

  Optimizer(Hyperparameters hyperparameters) {
    this.hyperparameters = requireNonNull(hyperparameters, "hyperparameters");
  }

  /** {@return the hyperparameters with their values} */
  public final Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  /** {@return the slots, numbers and loops of this rule with these hyperparameters} */
  public abstract Rule rule();

  /**
   * {@return the formula of a step with these options, line by line, for people: {@code
   * Trainer.explain()} puts the numbers of a step into it}
   *
   * <p>A line gives a symbol its value: {@code ←} for what lasts until the next step, {@code =} for
   * what does not. {@code w} is a weight, {@code g} its gradient, scaled and with L2 decay, {@code
   * t} the state's step, and a hyperparameter, setting or ε is its name in braces: {@code m ←
   * {beta1}·m + (1 − {beta1})·g}. {@code {l2}} and {@code {decoupled}} are the weight decay, in a
   * rule that has it within its formula. By default there are no lines.
   */
  public List<String> equations() {
    return List.of();
  }

  /** {@return whether the other is the same rule with equal hyperparameters} */
  @Override
  public final boolean equals(Object other) {
    return other instanceof Optimizer that
        && getClass().equals(that.getClass())
        && hyperparameters.equals(that.hyperparameters);
  }

  @Override
  public final int hashCode() {
    return 31 * getClass().hashCode() + hyperparameters.hashCode();
  }

  /**
   * {@return as the calls that make it, without what is at its default: {@code
   * Adam.of(0.001).withBetas(0.9, 0.95)}} A rule of another library has its full class name. A
   * schedule that has no text stands in angle brackets, {@code <lambda>}: see {@link
   * Schedule#named}.
   */
  @Override
  public final String toString() {
    return RuleText.of(this);
  }
}
