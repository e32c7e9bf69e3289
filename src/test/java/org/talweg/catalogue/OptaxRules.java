// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Family.Setup;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Lars;
import org.talweg.optimizer.NovoGrad;
import org.talweg.optimizer.RmsProp;
import org.talweg.preset.Optax;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;

/** Optax' optimizers, through {@link Optax}. */
final class OptaxRules {
  private OptaxRules() {}

  static final List<Reference> REFERENCES =
      List.of(
          reference("sgd", OptaxRules::sgd),
          reference("adagrad", OptaxRules::adagrad),
          reference("rmsprop", OptaxRules::rmsprop),
          reference("adam", options -> adam(Optax.adam(rate(options)), options)),
          reference("adamw", OptaxRules::adamW),
          reference("nadam", OptaxRules::nadam),
          decayed("nadamw", 1e-4, OptaxRules::nadam),
          reference("adadelta", OptaxRules::adadelta),
          reference("adamax", OptaxRules::adamax),
          decayed("adamaxw", 1e-4, OptaxRules::adamax),
          reference("radam", OptaxRules::radam),
          reference("rprop", OptaxRules::rprop),
          reference("lion", OptaxRules::lion),
          reference("lamb", OptaxRules::lamb),
          new Reference("optax", "adafactor", OptaxRules::adafactor, Map.of()),
          new Reference("optax", "lars", OptaxRules::lars, Map.of()),
          new Reference("optax", "novograd", OptaxRules::novograd, Map.of()),
          reference("sm3", OptaxRules::sm3),
          reference("adabelief", OptaxRules::adabelief),
          reference("yogi", OptaxRules::yogi),
          reference("sign_sgd", options -> Optax.signSgd(rate(options))),
          reference("signum", OptaxRules::signum),
          reference("amsgrad", options -> adam(Optax.amsgrad(rate(options)), options)));

  /** A rule with the decay that is its own, unless an option says otherwise. */
  private static Reference reference(String name, Function<Options, Optimizer> rule) {
    return reference(name, Optional.empty(), rule);
  }

  /** A rule with decoupled decay, of so much unless an option says otherwise. */
  private static Reference decayed(String name, double absent, Function<Options, Optimizer> rule) {
    return reference(name, Optional.of(WeightDecay.decoupled(absent)), rule);
  }

  private static Reference reference(
      String name, Optional<WeightDecay> absent, Function<Options, Optimizer> rule) {
    return new Reference(
        "optax",
        name,
        options ->
            new Setup(
                rule.apply(options),
                options.has("weight_decay")
                    ? Optional.of(WeightDecay.decoupled(options.number("weight_decay")))
                    : absent,
                false),
        Map.of());
  }

  private static Optimizer lamb(Options options) {
    return Optax.lamb(rate(options))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(options.number("eps", 1e-6));
  }

  private static Setup novograd(Options options) {
    if (options.number("eps_root", 0) != 0) {
      throw new Unsupported("NovoGrad with an ε inside the root");
    }
    NovoGrad rule =
        Optax.novograd(rate(options))
            .withBetas(beta1(options), options.number("b2", 0.25))
            .withEpsilon(options.number("eps", 1e-6))
            .withDecayInMomentum(options.number("weight_decay", 0));
    return new Setup(rule, Optional.empty(), false);
  }

  private static Optimizer sm3(Options options) {
    return Optax.sm3(rate(options)).withBetas(options.number("momentum", 0.9), 1);
  }

  private static Setup lars(Options options) {
    Lars rule =
        Optax.lars(rate(options))
            .withTrustCoefficient(options.number("trust_coefficient", 0.001))
            .withMomentum(options.number("momentum", 0.9))
            .withNesterov(options.flag("nesterov"))
            .withWeightDecay(options.number("weight_decay", 0));
    return new Setup(rule, Optional.empty(), false);
  }

  private static Setup adafactor(Options options) {
    if (options.has("momentum")
        || options.number("decay_offset", 0) != 0
        || (options.has("multiply_by_parameter_scale")
            && !options.flag("multiply_by_parameter_scale"))
        || (options.has("factored") && !options.flag("factored"))) {
      throw new Unsupported("Adafactor with momentum, an offset, or a rate that is not relative");
    }
    return new Setup(
        Optax.adafactor(rate(options))
            .withSmallestFactored((int) options.count("min_dim_size_to_factor", 128))
            .withDecayExponent(options.number("decay_rate", 0.8))
            .withClipThreshold(options.number("clipping_threshold", 1))
            .withEpsilon(options.number("eps", 1e-30)),
        options.has("weight_decay_rate")
            ? Optional.of(WeightDecay.decoupledWithoutRate(options.number("weight_decay_rate")))
            : Optional.empty(),
        false);
  }

  private static double rate(Options options) {
    return options.number("learning_rate");
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
    return rule.withEpsilon(options.number("eps", 1e-7));
  }

  private static Optimizer rmsprop(Options options) {
    RmsProp rule = Optax.rmsprop(rate(options));
    double epsilon = options.number("eps", 1e-8);
    return (options.has("eps_in_sqrt") && !options.flag("eps_in_sqrt")
            ? rule.withEpsilon(Epsilon.outsideRoot(epsilon))
            : rule.withEpsilon(epsilon))
        .withDecay(options.number("decay", 0.9))
        .withInitialAccumulator(options.number("initial_scale", 0))
        .withMomentum(options.number("momentum", 0))
        .withNesterov(options.flag("nesterov"))
        .withCentered(options.flag("centered"))
        .withBiasCorrection(options.flag("bias_correction"));
  }

  private static Optimizer adam(Adam rule, Options options) {
    if (options.flag("nesterov")) {
      return nadam(options);
    }
    return rule.withBetas(beta1(options), beta2(options)).withEpsilon(epsilon(options));
  }

  private static Optimizer adamW(Options options) {
    if (options.flag("nesterov")) {
      return nadam(options);
    }
    return Optax.adamw(rate(options))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(epsilon(options));
  }

  private static double beta1(Options options) {
    return options.number("b1", 0.9);
  }

  private static double beta2(Options options) {
    return options.number("b2", 0.999);
  }

  private static Epsilon epsilon(Options options) {
    double epsilon = options.number("eps", 1e-8);
    double root = options.number("eps_root", 0);
    return root == 0 ? Epsilon.outsideRoot(epsilon) : Epsilon.both(epsilon, root);
  }

  private static Optimizer nadam(Options options) {
    return Optax.nadam(rate(options))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(epsilon(options));
  }

  private static Optimizer adadelta(Options options) {
    return Optax.adadelta(rate(options))
        .withDecay(options.number("rho", 0.9))
        .withEpsilon(options.number("eps", 1e-6));
  }

  private static Optimizer adamax(Options options) {
    return Optax.adamax(rate(options))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(options.number("eps", 1e-8));
  }

  private static Optimizer radam(Options options) {
    if (options.number("threshold", 5) != 5 || options.flag("nesterov")) {
      throw new Unsupported("RAdam with another threshold than 5, or with Nesterov's look ahead");
    }
    return Optax.radam(rate(options))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(epsilon(options));
  }

  private static Optimizer lion(Options options) {
    return Optax.lion(rate(options)).withBetas(beta1(options), options.number("b2", 0.99));
  }

  private static Optimizer adabelief(Options options) {
    double epsilon = options.number("eps", 1e-16);
    if (options.number("eps_root", 1e-16) != epsilon || options.flag("nesterov")) {
      throw new Unsupported("AdaBelief with two ε, or with Nesterov's look ahead");
    }
    return Optax.adabelief(rate(options))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(epsilon);
  }

  private static Optimizer yogi(Options options) {
    return Optax.yogi(rate(options))
        .withBetas(beta1(options), beta2(options))
        .withEpsilon(options.number("eps", 1e-3));
  }

  private static Optimizer signum(Options options) {
    return Optax.signum(rate(options)).withMomentum(options.number("beta", 0.9));
  }

  private static Optimizer rprop(Options options) {
    return Optax.rprop(rate(options))
        .withFactors(options.number("eta_minus", 0.5), options.number("eta_plus", 1.2))
        .withStepSizes(options.number("min_step_size", 1e-6), options.number("max_step_size", 50));
  }
}
