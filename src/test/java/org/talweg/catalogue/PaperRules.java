package org.talweg.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Family.Setup;
import org.talweg.optimizer.AdaBelief;
import org.talweg.optimizer.Lion;
import org.talweg.optimizer.Optimizer;
import org.talweg.optimizer.WeightDecay;

/** The rules that torch.optim lacks, each after its paper. */
final class PaperRules {
  private static final String PYTORCH_OPTIMIZER = "pytorch_optimizer";
  private static final String OPTAX = "optax";

  private PaperRules() {}

  static final List<Family> FAMILIES =
      List.of(
          Family.of("lion")
              .variant(
                  "lion",
                  Lion::of,
                  0.01,
                  2.5e-4,
                  1e-4,
                  "Lion[learningRate=0.5, beta1=0.9, beta2=0.99]")
              .reference(
                  PYTORCH_OPTIMIZER, "lion", PaperRules::lion, Map.of("exp_avg", "momentum")),
          Family.of("adabelief")
              .variant(
                  "adabelief",
                  AdaBelief::of,
                  0.01,
                  1e-3,
                  1e-3,
                  "AdaBelief[learningRate=0.5, beta1=0.9, beta2=0.999, epsilon=1.0E-16]")
              .reference(OPTAX, "adabelief", PaperRules::optaxAdaBelief, Map.of())
              .reference(
                  PYTORCH_OPTIMIZER,
                  "adabelief",
                  options -> {
                    throw new IllegalArgumentException(
                        "pytorch_optimizer corrects only the variance and has no ε behind the root,"
                            + " unlike the paper");
                  },
                  Map.of()));

  private static Setup lion(Options options) {
    Lion lion = Lion.of(options.number("lr", 1e-4));
    if (options.has("betas")) {
      double[] betas = options.numbers("betas", 2);
      lion = lion.withBetas(betas[0], betas[1]);
    }
    return setup(lion, options, true);
  }

  private static Setup optaxAdaBelief(Options options) {
    AdaBelief rule =
        AdaBelief.of(options.number("learning_rate"))
            .withBetas(options.number("b1", 0.9), options.number("b2", 0.999))
            .withEpsilon(options.number("eps", 1e-16));
    if (options.number("eps_root", 1e-16) != options.number("eps", 1e-16)
        || options.flag("nesterov")) {
      throw new IllegalArgumentException(
          "eps_root must be eps, and nesterov false, as in the paper");
    }
    return new Setup(rule, Optional.empty(), false);
  }

  /** With the weight decay of pytorch_optimizer, which rules decouple by default or do not. */
  private static Setup setup(Optimizer rule, Options options, boolean decoupledByDefault) {
    double rate = options.number("weight_decay", 0);
    boolean decoupled =
        options.has("weight_decouple") ? options.flag("weight_decouple") : decoupledByDefault;
    return new Setup(
        rule,
        Optional.of(decoupled ? WeightDecay.decoupled(rate) : WeightDecay.l2(rate)),
        options.flag("maximize"));
  }
}
