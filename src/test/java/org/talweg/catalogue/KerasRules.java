// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Family.Setup;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.GradientTransform;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.RmsProp;
import org.talweg.preset.Keras;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.training.WeightAverage;

/** Keras' optimizers, through {@link Keras}, and the options that all of them have. */
final class KerasRules {
  private KerasRules() {}

  static final List<Reference> REFERENCES =
      List.of(
          reference("SGD", KerasRules::sgd),
          reference("Adagrad", KerasRules::adagrad),
          reference("RMSprop", KerasRules::rmsprop),
          reference("Adam", KerasRules::adam),
          reference("Adadelta", KerasRules::adadelta),
          reference("Adamax", KerasRules::adamax),
          reference("Nadam", KerasRules::nadam),
          reference("Ftrl", KerasRules::ftrl),
          reference(
              "Lion",
              options ->
                  Keras.lion(rate(options, 1e-3))
                      .withBetas(beta1(options), options.number("beta_2", 0.99))),
          reference(
              "Muon",
              options -> {
                throw new Unsupported(
                    "Keras computes the norm of a float64 matrix in single precision");
              }),
          reference("AdamW", KerasRules::adamW),
          reference("Adafactor", KerasRules::adafactor),
          reference("Lamb", KerasRules::lamb),
          reference("ScheduleFreeAdamW", KerasRules::scheduleFreeAdamW));

  private static Reference reference(String name, Function<Options, Optimizer> rule) {
    return new Reference("keras", name, options -> setup(rule.apply(options), options), Map.of());
  }

  private static double rate(Options options, double absent) {
    return options.number("learning_rate", absent);
  }

  private static Setup setup(Optimizer rule, Options options) {
    List<GradientTransform> transforms = new ArrayList<>();
    if (options.has("clipnorm")) {
      transforms.add(ClipByNorm.perParameter(options.number("clipnorm")).exact());
    }
    if (options.has("global_clipnorm")) {
      transforms.add(ClipByNorm.global(options.number("global_clipnorm")).exact());
    }
    if (options.has("clipvalue")) {
      transforms.add(ClipByValue.of(options.number("clipvalue")));
    }
    if (options.has("ema_overwrite_frequency")) {
      throw new Unsupported("averages that overwrite the weights: useAverages() swaps them in");
    }
    double decay = options.number("ema_momentum", 0.99);
    return new Setup(
        rule,
        options.has("weight_decay")
            ? Optional.of(WeightDecay.decoupled(options.number("weight_decay")))
            : Optional.empty(),
        false,
        transforms,
        options.flag("use_ema") ? Optional.of(WeightAverage.exponential(decay)) : Optional.empty(),
        options.has("gradient_accumulation_steps")
            ? (int) options.count("gradient_accumulation_steps")
            : 1);
  }

  private static Optimizer sgd(Options options) {
    double rate = rate(options, 1e-2);
    double momentum = options.number("momentum", 0);
    boolean nesterov = options.flag("nesterov");
    if (momentum == 0) {
      return Keras.sgd(rate);
    }
    Momentum rule = Keras.momentum(rate, momentum);
    return rule.withNesterov(nesterov);
  }

  private static Optimizer adagrad(Options options) {
    AdaGrad rule = Keras.adagrad(rate(options, 1e-3));
    if (options.has("initial_accumulator_value")) {
      rule = rule.withInitialAccumulator(options.number("initial_accumulator_value"));
    }
    return rule.withEpsilon(options.number("epsilon", 1e-7));
  }

  private static Optimizer rmsprop(Options options) {
    RmsProp rule = Keras.rmsprop(rate(options, 1e-3));
    return rule.withDecay(options.number("rho", 0.9))
        .withMomentum(options.number("momentum", 0))
        .withEpsilon(options.number("epsilon", 1e-7))
        .withCentered(options.flag("centered"));
  }

  private static Optimizer adam(Options options) {
    return Keras.adam(rate(options, 1e-3))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(options.number("epsilon", 1e-7))
        .withAmsgrad(options.flag("amsgrad"));
  }

  private static Optimizer adamW(Options options) {
    return Keras.adamw(rate(options, 1e-3))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(options.number("epsilon", 1e-7))
        .withAmsgrad(options.flag("amsgrad"));
  }

  private static Optimizer adafactor(Options options) {
    if (options.number("weight_decay", 0) != 0) {
      throw new Unsupported("Keras' Adafactor lets weights decay before it takes their size");
    }
    options.ignore("relative_step"); // min(η, 1/√t) in either case
    return Keras.adafactor(rate(options, 1e-3))
        .withDecayExponent(-options.number("beta_2_decay", -0.8))
        .withEpsilon(options.number("epsilon_1", 1e-30))
        .withSmallestScale(options.number("epsilon_2", 1e-3))
        .withClipThreshold(options.number("clip_threshold", 1));
  }

  private static Optimizer lamb(Options options) {
    if (options.number("weight_decay", 0) != 0) {
      throw new Unsupported("Keras' Lamb lets weights decay before the norms, unlike the paper");
    }
    return Keras.lamb(rate(options, 1e-3))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(options.number("epsilon", 1e-7));
  }

  private static Optimizer scheduleFreeAdamW(Options options) {
    double rate = rate(options, 2.5e-3);
    double steps = options.number("warmup_steps", 0);
    return Keras.scheduleFreeAdamW(rate)
        .withLearningRate(
            steps == 0
                ? Schedule.constant(rate)
                : step -> rate * Math.min(1, (double) step / steps))
        .withBeta(beta1(options))
        .withBeta2(beta2(options))
        .withEpsilon(options.number("epsilon", 1e-8));
  }

  private static double beta1(Options options) {
    return options.number("beta_1", 0.9);
  }

  private static double beta2(Options options) {
    return options.number("beta_2", 0.999);
  }

  private static Optimizer adadelta(Options options) {
    return Keras.adadelta(rate(options, 1e-3))
        .withDecay(options.number("rho", 0.95))
        .withEpsilon(options.number("epsilon", 1e-7));
  }

  private static Optimizer adamax(Options options) {
    return Keras.adamax(rate(options, 1e-3))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(options.number("epsilon", 1e-7));
  }

  private static Optimizer nadam(Options options) {
    return Keras.nadam(rate(options, 1e-3))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(options.number("epsilon", 1e-7));
  }

  private static Optimizer ftrl(Options options) {
    if (options.number("weight_decay", 0) != 0) {
      throw new Unsupported("Keras' Ftrl lets weights decay before it computes them anew");
    }
    return Keras.ftrl(rate(options, 1e-3))
        .withPower(-options.number("learning_rate_power", -0.5))
        .withBeta(options.number("beta", 0))
        .withInitialAccumulator(options.number("initial_accumulator_value", 0.1))
        .withL1(options.number("l1_regularization_strength", 0))
        .withL2(2 * options.number("l2_regularization_strength", 0))
        .withShrinkage(2 * options.number("l2_shrinkage_regularization_strength", 0));
  }
}
