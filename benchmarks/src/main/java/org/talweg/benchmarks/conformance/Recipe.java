// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.talweg.gradient.ClipByNorm;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/**
 * What surrounds a rule in a whole training: groups, warm-up and cosine, clipping, frozen
 * parameters, many batches to a step, averages.
 */
record Recipe(JsonNode json, int steps) {
  String name() {
    return json.get("name").textValue();
  }

  /** Batches of a step. */
  int accumulated() {
    return (int) number("accumulate");
  }

  private double number(String name) {
    return json.path(name).doubleValue();
  }

  /** A trainer with the rule and all that surrounds it. */
  TrainerBuilder builder(Optimizer optimizer, List<Parameter> parameters) {
    double lambda = number("decay");
    boolean decoupled = json.get("optimizer").textValue().equals("AdamW");
    Schedule rate = rate(optimizer.hyperparameters().get(Hyperparameter.LEARNING_RATE).at(1));
    Schedule last = rate.times(Schedule.constant(number("last_layer_factor")));
    Group bias1 = Group.named("layer1.bias").withWeightDecay(WeightDecay.NONE);
    TrainerBuilder builder =
        Trainer.builder(optimizer)
            .parameters(parameters)
            .weightDecay(decoupled ? WeightDecay.decoupled(lambda) : WeightDecay.l2(lambda))
            .groups(
                Group.named("layer1.weight").withLearningRate(rate),
                json.has("frozen") ? bias1.frozen() : bias1.withLearningRate(rate),
                Group.named("layer2.weight").withLearningRate(last),
                Group.named("layer2.bias")
                    .withLearningRate(last)
                    .withWeightDecay(WeightDecay.NONE));
    if (json.hasNonNull("clip")) {
      builder.transform(ClipByNorm.global(number("clip")));
    }
    if (json.has("ema")) {
      builder.average(WeightAverage.exponential(number("ema")));
    } else if (json.has("swa")) {
      builder.average(WeightAverage.equal().startingAt(1 + (long) number("swa")));
    }
    return builder;
  }

  private Schedule rate(double base) {
    int warmUp = (int) number("warmup");
    Schedule cosine = Schedule.cosine(base, 0, steps - warmUp);
    return warmUp == 0
        ? cosine
        : Schedule.linear(base / warmUp, base, warmUp - 1).then(warmUp, cosine);
  }
}
