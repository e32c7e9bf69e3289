// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Family.Nature;
import org.talweg.catalogue.Family.Setup;
import org.talweg.catalogue.Family.Variant;
import org.talweg.optimizer.ScheduleFreeAdamW;
import org.talweg.optimizer.ScheduleFreeRAdam;
import org.talweg.optimizer.ScheduleFreeSgd;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;

/** The schedule-free rules. */
final class ScheduleFreeRules {
  private static final String SCHEDULE_FREE = "schedulefree";

  private ScheduleFreeRules() {}

  static final List<Family> FAMILIES =
      List.of(
          Family.of("schedule-free-sgd")
              .race("Schedule-free SGD", ScheduleFreeSgd::of, 1)
              .variant(
                  new Variant(
                      "schedule-free-sgd",
                      ScheduleFreeSgd::of,
                      0.05,
                      0.1,
                      2e-3,
                      "ScheduleFreeSgd[learningRate=0.5, beta=0.9, stepPower=0, ratePower=2]",
                      Nature.MIXES))
              .reference(SCHEDULE_FREE, "SGDScheduleFree", ScheduleFreeRules::sgd, Map.of()),
          Family.of("schedule-free-adamw")
              .race("Schedule-free AdamW", ScheduleFreeAdamW::of, 2.5e-3)
              .variant(
                  new Variant(
                      "schedule-free-adamw",
                      ScheduleFreeAdamW::of,
                      0.01,
                      0.01,
                      0.01,
                      "ScheduleFreeAdamW[learningRate=0.5, beta=0.9, beta2=0.999, epsilon=1e-8,"
                          + " stepPower=0, ratePower=2]",
                      Nature.MIXES))
              .reference(SCHEDULE_FREE, "AdamWScheduleFree", ScheduleFreeRules::adamW, Map.of()),
          Family.of("schedule-free-radam")
              .race("Schedule-free RAdam", ScheduleFreeRAdam::of, 2.5e-3)
              .variant(
                  new Variant(
                      "schedule-free-radam",
                      ScheduleFreeRAdam::of,
                      0.01,
                      0.003,
                      0.003,
                      "ScheduleFreeRAdam[learningRate=0.5, beta=0.9, beta2=0.999, epsilon=1e-8,"
                          + " stepPower=0, ratePower=2]",
                      Nature.MIXES))
              .reference(SCHEDULE_FREE, "RAdamScheduleFree", ScheduleFreeRules::rAdam, Map.of()));

  /** PyTorch's form of the decay is the same here: the base is moved by η·(g + λ·y). */
  private static Setup sgd(Options options) {
    ScheduleFreeSgd rule =
        ScheduleFreeSgd.of(warm(options, options.number("lr", 1)))
            .withBeta(options.number("momentum", 0.9))
            .withStepPower(options.number("r", 0))
            .withRatePower(options.number("weight_lr_power", 2));
    return setup(rule, WeightDecay.l2(options.number("weight_decay", 0)));
  }

  private static Setup adamW(Options options) {
    double[] betas = betas(options);
    ScheduleFreeAdamW rule =
        ScheduleFreeAdamW.of(warm(options, options.number("lr", 0.0025)))
            .withBeta(betas[0])
            .withBeta2(betas[1])
            .withEpsilon(options.number("eps", 1e-8))
            .withStepPower(options.number("r", 0))
            .withRatePower(options.number("weight_lr_power", 2));
    return setup(rule, WeightDecay.decoupled(options.number("weight_decay", 0)));
  }

  private static Setup rAdam(Options options) {
    if (options.number("weight_decay", 0) != 0) {
      throw new Unsupported("its decay goes by the rectified rate, ours by the rate itself");
    }
    double[] betas = betas(options);
    ScheduleFreeRAdam rule =
        ScheduleFreeRAdam.of(options.number("lr", 0.0025))
            .withBeta(betas[0])
            .withBeta2(betas[1])
            .withEpsilon(options.number("eps", 1e-8))
            .withStepPower(options.number("r", 0))
            .withRatePower(options.number("weight_lr_power", 2));
    return setup(rule, WeightDecay.NONE);
  }

  private static Schedule warm(Options options, double rate) {
    double steps = options.number("warmup_steps", 0);
    return steps == 0 ? Schedule.constant(rate) : step -> rate * Math.min(1, (double) step / steps);
  }

  private static double[] betas(Options options) {
    return options.has("betas") ? options.numbers("betas", 2) : new double[] {0.9, 0.999};
  }

  private static Setup setup(Optimizer rule, WeightDecay decay) {
    return new Setup(rule, Optional.of(decay), false);
  }
}
