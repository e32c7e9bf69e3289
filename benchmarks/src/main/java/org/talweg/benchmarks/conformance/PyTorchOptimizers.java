package org.talweg.benchmarks.conformance;

import java.util.Optional;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Optimizer;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Sgd;
import org.talweg.optimizer.WeightDecay;

/**
 * The optimizers of {@code torch.optim} that the library has. An option that is absent keeps the
 * library's default, so that a replay holds the defaults against PyTorch's too; only the learning
 * rate, for which the library has none, is PyTorch's here.
 */
final class PyTorchOptimizers {
  private PyTorchOptimizers() {}

  static Optional<Rule> rule(String name, Options options) {
    Optimizer optimizer =
        switch (name) {
          case "SGD" -> options.number("momentum", 0) == 0 ? sgd(options) : momentum(options);
          case "Adagrad" -> adaGrad(options);
          case "RMSprop" -> rmsProp(options);
          case "Adam" -> adam(options);
          case "AdamW" -> adamW(options);
          default -> null;
        };
    if (optimizer == null) {
      return Optional.empty();
    }
    // AdamW has read its decay by now: it is part of the rule.
    Optional<WeightDecay> decay =
        optimizer instanceof AdamW || !options.has("weight_decay")
            ? Optional.empty()
            : Optional.of(WeightDecay.l2(options.number("weight_decay")));
    Rule rule = new Rule(optimizer, decay, options.flag("maximize"));
    options.requireAllRead();
    return Optional.of(rule);
  }

  private static Optimizer sgd(Options options) {
    return Sgd.of(options.number("lr", 0.001));
  }

  private static Optimizer momentum(Options options) {
    Momentum momentum =
        Momentum.of(options.number("lr", 0.001)).withMomentum(options.number("momentum"));
    if (options.has("dampening")) {
      momentum = momentum.withDampening(options.number("dampening"));
    }
    return options.flag("nesterov") ? momentum.withNesterov() : momentum;
  }

  private static Optimizer adaGrad(Options options) {
    AdaGrad adaGrad = AdaGrad.of(options.number("lr", 0.01));
    if (options.has("lr_decay")) {
      adaGrad = adaGrad.withLearningRateDecay(options.number("lr_decay"));
    }
    if (options.has("initial_accumulator_value")) {
      adaGrad = adaGrad.withInitialAccumulator(options.number("initial_accumulator_value"));
    }
    return options.has("eps") ? adaGrad.withEpsilon(options.number("eps")) : adaGrad;
  }

  private static Optimizer rmsProp(Options options) {
    RmsProp rmsProp = RmsProp.of(options.number("lr", 0.01));
    if (options.has("alpha")) {
      rmsProp = rmsProp.withDecay(options.number("alpha"));
    }
    if (options.has("eps")) {
      rmsProp = rmsProp.withEpsilon(options.number("eps"));
    }
    if (options.has("momentum")) {
      rmsProp = rmsProp.withMomentum(options.number("momentum"));
    }
    return options.flag("centered") ? rmsProp.withCentered() : rmsProp;
  }

  private static Adam adam(Options options) {
    Adam adam = Adam.of(options.number("lr", 0.001));
    if (options.has("betas")) {
      double[] betas = options.numbers("betas", 2);
      adam = adam.withBetas(betas[0], betas[1]);
    }
    if (options.has("eps")) {
      adam = adam.withEpsilon(options.number("eps"));
    }
    return options.flag("amsgrad") ? adam.withAmsgrad() : adam;
  }

  private static Optimizer adamW(Options options) {
    AdamW adamW = AdamW.of(adam(options));
    return options.has("weight_decay")
        ? adamW.withWeightDecay(options.number("weight_decay"))
        : adamW;
  }
}
