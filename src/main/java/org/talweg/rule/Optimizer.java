package org.talweg.rule;

import static java.util.Objects.requireNonNull;

/**
 * An update rule with its hyperparameters: an immutable, thread-safe value. It holds no state; the
 * {@linkplain Slot slots} that its {@linkplain #rule rule} declares are kept by the trainer, by
 * name. One value may serve any number of trainers at once. Rules extend {@link AbstractOptimizer}.
 */
public abstract sealed class Optimizer permits AbstractOptimizer {
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

  /** {@return name and values, as in {@code Sgd[learningRate=0.1]}} */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + hyperparameters;
  }
}
