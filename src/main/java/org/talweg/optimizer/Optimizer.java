package org.talweg.optimizer;

import java.util.List;
import org.talweg.schedule.Schedule;

/**
 * An update rule: an immutable, thread-safe value of hyperparameters and a formula. It holds no
 * state; the {@linkplain Slot slots} it declares are kept by the trainer, by name. One value may
 * serve any number of trainers at once.
 */
public sealed interface Optimizer permits ElementwiseOptimizer {
  /** {@return the learning rate by step} */
  Schedule learningRate();

  /** {@return the state this rule keeps for each parameter: one tensor of its shape per slot} */
  List<Slot> slots();

  /**
   * {@return the weight decay that is part of the rule's definition, as in AdamW; none for most} A
   * trainer may set another. The engine decides on it and hands it to the rule as coefficients.
   */
  default WeightDecay weightDecay() {
    return WeightDecay.NONE;
  }
}
