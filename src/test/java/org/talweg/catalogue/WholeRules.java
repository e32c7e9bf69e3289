// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Family.Nature;
import org.talweg.catalogue.Family.Setup;
import org.talweg.catalogue.Family.Variant;
import org.talweg.optimizer.AdamP;
import org.talweg.optimizer.NovoGrad;
import org.talweg.optimizer.Sm3;
import org.talweg.optimizer.StableAdamW;
import org.talweg.rule.WeightDecay;

/** The rules with sums over a parameter as a whole, which torch.optim lacks. */
final class WholeRules {
  private static final String PYTORCH_OPTIMIZER = "pytorch_optimizer";

  private static final Map<String, String> MOMENTS =
      Map.of("exp_avg", "first_moment", "exp_avg_sq", "second_moment");

  private WholeRules() {}

  static final List<Family> FAMILIES =
      List.of(
          Family.of("novograd")
              .race("NovoGrad", NovoGrad::of, 0.01)
              .variant(
                  new Variant(
                      "novograd",
                      NovoGrad::of,
                      0.01,
                      0.01,
                      1e-3,
                      "NovoGrad[learningRate=0.5, beta1=0.95, beta2=0.98, epsilon=1e-8,"
                          + " decayInMomentum=0, gradientAveraging=false]",
                      Nature.SCALES))
              .reference(
                  PYTORCH_OPTIMIZER,
                  "novograd",
                  options -> {
                    throw new Unsupported(
                        "pytorch_optimizer adds the first gradient twice, and corrects a bias that"
                            + " the norm, which starts at its first value, does not have, unlike"
                            + " the paper");
                  },
                  Map.of()),
          Family.of("sm3")
              .race("SM3", Sm3::of, 0.1)
              .variant(
                  "sm3",
                  Sm3::of,
                  0.05,
                  0.3,
                  0.1,
                  "Sm3[learningRate=0.5, beta1=0.9, beta2=1, epsilon=1e-8]")
              .variant(
                  "sm3-forgetting",
                  rate -> Sm3.of(rate).withBetas(0, 0.99),
                  0.01,
                  0.001,
                  1e-4,
                  "Sm3[learningRate=0.5, beta1=0, beta2=0.99, epsilon=1e-8]"),
          Family.of("stableadamw")
              .race("StableAdamW", StableAdamW::of, 1e-3)
              .variant(
                  "stableadamw",
                  rate -> StableAdamW.of(rate).withWeightDecay(1e-6),
                  0.01,
                  1e-3,
                  1e-3,
                  "StableAdamW[learningRate=0.5, beta1=0.9, beta2=0.99, epsilon=1e-6,"
                      + " weightDecay=WeightDecay.decoupled(1e-6)]")
              .reference(
                  PYTORCH_OPTIMIZER,
                  "stableadamw",
                  options -> {
                    throw new Unsupported(
                        "pytorch_optimizer's gradients are held against the second moment of the"
                            + " step before, which is zero at first, unlike the paper's");
                  },
                  Map.of()),
          Family.of("adamp")
              .race("AdamP", AdamP::of, 1e-3)
              .variant(
                  "adamp",
                  AdamP::of,
                  0.01,
                  1e-3,
                  1e-3,
                  "AdamP[learningRate=0.5, beta1=0.9, beta2=0.999, epsilon=1e-8, delta=0.1,"
                      + " decayRatio=0.1, nesterov=false]")
              .reference("adamp", "AdamP", WholeRules::adamP, MOMENTS));

  private static Setup adamP(Options options) {
    double[] betas = betas(options, 0.9, 0.999);
    AdamP rule =
        AdamP.of(options.number("lr", 1e-3))
            .withBetas(betas[0], betas[1])
            .withEpsilon(options.number("eps", 1e-8))
            .withDelta(options.number("delta", 0.1))
            .withDecayRatio(options.number("wd_ratio", 0.1))
            .withNesterov(options.flag("nesterov"));
    return new Setup(
        rule,
        Optional.of(WeightDecay.decoupled(options.number("weight_decay", 0))),
        options.flag("maximize"));
  }

  private static double[] betas(Options options, double... defaults) {
    return options.has("betas") ? options.numbers("betas", defaults.length) : defaults;
  }
}
