package org.talweg.benchmarks.conformance;

import java.util.Optional;
import org.talweg.optimizer.Optimizer;
import org.talweg.optimizer.WeightDecay;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/**
 * An optimizer's options in the library's terms.
 *
 * @param weightDecay a decay beside the rule's own
 * @param maximize whether the objective grows
 */
record Rule(Optimizer optimizer, Optional<WeightDecay> weightDecay, boolean maximize) {
  /** A trainer for parameters. */
  Trainer trainer(Parameter... parameters) {
    TrainerBuilder builder = Trainer.builder(optimizer).parameters(parameters);
    weightDecay.ifPresent(builder::weightDecay);
    if (maximize) {
      builder.maximize();
    }
    return builder.build();
  }
}
