package org.talweg.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Family.Setup;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Optimizer;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.WeightDecay;
import org.talweg.preset.Optax;

/** Optax' optimizers, through {@link Optax}. */
final class OptaxRules {
  private OptaxRules() {}

  static final List<Reference> REFERENCES =
      List.of(
          reference("sgd", OptaxRules::sgd),
          reference("adagrad", OptaxRules::adagrad),
          reference("rmsprop", OptaxRules::rmsprop),
          reference("adam", options -> adam(Optax.adam(rate(options)), options)),
          reference("adamw", options -> adam(Optax.adamw(rate(options)), options)),
          reference("amsgrad", options -> adam(Optax.amsgrad(rate(options)), options)));

  private static Reference reference(String name, Function<Options, Optimizer> rule) {
    return new Reference("optax", name, options -> setup(rule.apply(options), options), Map.of());
  }

  private static double rate(Options options) {
    return options.number("learning_rate");
  }

  private static Setup setup(Optimizer rule, Options options) {
    return new Setup(
        rule,
        options.has("weight_decay")
            ? Optional.of(WeightDecay.decoupled(options.number("weight_decay")))
            : Optional.empty(),
        false);
  }

  private static Optimizer sgd(Options options) {
    if (!options.has("momentum")) {
      return Optax.sgd(rate(options));
    }
    return Optax.momentum(rate(options), options.number("momentum"))
        .withNesterov(options.flag("nesterov"));
  }

  private static Optimizer adagrad(Options options) {
    AdaGrad rule = Optax.adagrad(rate(options));
    if (options.has("initial_accumulator_value")) {
      rule = rule.withInitialAccumulator(options.number("initial_accumulator_value"));
    }
    return rule.withEpsilonInsideRoot(options.number("eps", 1e-7));
  }

  private static Optimizer rmsprop(Options options) {
    if (options.flag("nesterov")) {
      throw new Unsupported("Nesterov's look ahead in RMSProp");
    }
    if (options.number("initial_scale", 0) != 0) {
      throw new Unsupported("an average in RMSProp that starts above 0");
    }
    RmsProp rule = Optax.rmsprop(rate(options));
    double epsilon = options.number("eps", 1e-8);
    return (options.has("eps_in_sqrt") && !options.flag("eps_in_sqrt")
            ? rule.withEpsilon(epsilon)
            : rule.withEpsilonInsideRoot(epsilon))
        .withDecay(options.number("decay", 0.9))
        .withMomentum(options.number("momentum", 0))
        .withCentered(options.flag("centered"))
        .withBiasCorrection(options.flag("bias_correction"));
  }

  private static Optimizer adam(Adam rule, Options options) {
    if (options.flag("nesterov")) {
      throw new Unsupported("Nesterov's look ahead in Adam: NAdam has it");
    }
    double epsilon = options.number("eps", 1e-8);
    double root = options.number("eps_root", 0);
    Adam withBetas = rule.withBetas(options.number("b1", 0.9), options.number("b2", 0.999));
    return root == 0 ? withBetas.withEpsilon(epsilon) : withBetas.withEpsilons(epsilon, root);
  }
}
