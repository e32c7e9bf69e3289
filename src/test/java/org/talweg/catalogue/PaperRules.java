package org.talweg.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Family.Setup;
import org.talweg.optimizer.Lion;
import org.talweg.optimizer.Optimizer;
import org.talweg.optimizer.WeightDecay;

/** The rules that torch.optim lacks, each after its paper. */
final class PaperRules {
  private static final String PYTORCH_OPTIMIZER = "pytorch_optimizer";

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
                  PYTORCH_OPTIMIZER, "lion", PaperRules::lion, Map.of("exp_avg", "momentum")));

  private static Setup lion(Options options) {
    Lion lion = Lion.of(options.number("lr", 1e-4));
    if (options.has("betas")) {
      double[] betas = options.numbers("betas", 2);
      lion = lion.withBetas(betas[0], betas[1]);
    }
    return setup(lion, options, true);
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
