// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Family.Nature;
import org.talweg.catalogue.Family.Racing;
import org.talweg.catalogue.Family.Setup;
import org.talweg.catalogue.Family.Variant;
import org.talweg.optimizer.AdEMAMix;
import org.talweg.optimizer.AdaBelief;
import org.talweg.optimizer.AdaBound;
import org.talweg.optimizer.Adan;
import org.talweg.optimizer.Adopt;
import org.talweg.optimizer.AggMo;
import org.talweg.optimizer.Ftrl;
import org.talweg.optimizer.LaProp;
import org.talweg.optimizer.Lamb;
import org.talweg.optimizer.Lars;
import org.talweg.optimizer.Lion;
import org.talweg.optimizer.Madgrad;
import org.talweg.optimizer.Qhm;
import org.talweg.optimizer.SignSgd;
import org.talweg.optimizer.Yogi;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;

/** The rules that torch.optim lacks, each after its paper. */
final class PaperRules {
  private static final String PYTORCH_OPTIMIZER = "pytorch_optimizer";

  /** So small that a weight's first change is nearly AdaGrad's, and not a fall to zero. */
  private static final double FTRL_BETA = 1e-8;

  private PaperRules() {}

  static final List<Family> FAMILIES =
      List.of(
          Family.of("lars")
              .race("LARS", Lars::of, 10)
              .variant(
                  new Variant(
                      "lars",
                      Lars::of,
                      5,
                      1,
                      0.3,
                      "Lars[learningRate=0.5, trustCoefficient=0.001, momentum=0.9, nesterov=false, normOfSum=false]",
                      Nature.SCALES))
              .variant(
                  new Variant(
                      "lars-nesterov",
                      rate -> Lars.of(rate).withNesterov(true).withNormOfSum(true),
                      5,
                      1,
                      0.3,
                      "Lars[learningRate=0.5, trustCoefficient=0.001, momentum=0.9, nesterov=true,"
                          + " normOfSum=true]",
                      Nature.SCALES))
              .reference(
                  PYTORCH_OPTIMIZER,
                  "lars",
                  options -> {
                    throw new Unsupported(
                        "pytorch_optimizer's velocity starts with the gradient before it is scaled,"
                            + " 1/τ times too long, unlike the paper");
                  },
                  Map.of()),
          Family.of("lamb")
              .race("LAMB", Lamb::of, 0.01)
              .variant(
                  new Variant(
                      "lamb",
                      Lamb::of,
                      0.01,
                      0.02,
                      0.01,
                      "Lamb[learningRate=0.5, beta1=0.9, beta2=0.999, epsilon=Epsilon.outsideRoot(1e-6), amsgrad=false,"
                          + " amsgradOfCorrected=false]",
                      Nature.SCALES))
              .variant(
                  new Variant(
                      "lamb-amsgrad",
                      rate -> Lamb.of(rate).withAmsgrad(true),
                      0.01,
                      0.02,
                      0.01,
                      "Lamb[learningRate=0.5, beta1=0.9, beta2=0.999, epsilon=Epsilon.outsideRoot(1e-6), amsgrad=true,"
                          + " amsgradOfCorrected=false]",
                      Nature.SCALES))
              .reference(
                  PYTORCH_OPTIMIZER,
                  "lamb",
                  options -> {
                    throw new Unsupported(
                        "pytorch_optimizer corrects the first moment's bias after the norm was"
                            + " taken, and not the second's, and lets weights decay outside the"
                            + " norm, unlike the paper");
                  },
                  Map.of()),
          Family.of("lion")
              .race("Lion", Lion::of, 1e-4)
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
              .race("AdaBelief", AdaBelief::of, 1e-3)
              .variant(
                  "adabelief",
                  AdaBelief::of,
                  0.01,
                  1e-3,
                  1e-3,
                  "AdaBelief[learningRate=0.5, beta1=0.9, beta2=0.999, epsilon=1e-16]")
              .reference(
                  PYTORCH_OPTIMIZER,
                  "adabelief",
                  options -> {
                    throw new Unsupported(
                        "pytorch_optimizer corrects only the variance and has no ε behind the root,"
                            + " unlike the paper");
                  },
                  Map.of()),
          Family.of("yogi")
              .race("Yogi", Yogi::of, 0.01)
              .variant(
                  "yogi",
                  Yogi::of,
                  0.01,
                  0.01,
                  0.01,
                  "Yogi[learningRate=0.5, beta1=0.9, beta2=0.999, epsilon=0.001,"
                      + " initialAccumulator=1e-6, initialFirstMoment=0, biasCorrection=false]")
              .reference(
                  PYTORCH_OPTIMIZER,
                  "yogi",
                  PaperRules::yogi,
                  Map.of("exp_avg", "first_moment", "exp_avg_sq", "second_moment")),
          Family.of("signsgd")
              .race("SignSGD", SignSgd::of, 1e-3)
              .variant(
                  new Variant(
                      "signsgd",
                      SignSgd::of,
                      0.01,
                      1e-3,
                      2e-4,
                      "SignSgd[learningRate=0.5, momentum=0]",
                      Nature.STEPS))
              .variant(
                  "signum",
                  rate -> SignSgd.of(rate).withMomentum(0.9),
                  0.01,
                  2.5e-4,
                  1e-4,
                  "SignSgd[learningRate=0.5, momentum=0.9]")
              .reference(PYTORCH_OPTIMIZER, "signsgd", PaperRules::signSgd, Map.of())
              .reference(PYTORCH_OPTIMIZER, "tiger", PaperRules::tiger, Map.of()),
          Family.of("adan")
              .race("Adan", Adan::of, 1e-3)
              .variant(
                  "adan",
                  Adan::of,
                  0.01,
                  1e-3,
                  1e-3,
                  "Adan[learningRate=0.5, beta1=0.98, beta2=0.92, beta3=0.99, epsilon=1e-8,"
                      + " proximalDecay=0]")
              .reference(
                  PYTORCH_OPTIMIZER,
                  "adan",
                  PaperRules::adan,
                  Map.of(
                      "exp_avg", "gradient_average",
                      "exp_avg_diff", "difference_average",
                      "exp_avg_sq", "square_average")),
          Family.of("adopt")
              .race("ADOPT", Adopt::of, 1e-3)
              .variant(
                  "adopt",
                  Adopt::of,
                  0.01,
                  3e-3,
                  1e-2,
                  "Adopt[learningRate=0.5, beta1=0.9, beta2=0.9999, epsilon=1e-6,"
                      + " clip=Schedule.named(\"(t - 1)^0.25\")]")
              .reference(
                  PYTORCH_OPTIMIZER,
                  "adopt",
                  PaperRules::adopt,
                  Map.of("exp_avg", "first_moment", "exp_avg_sq", "second_moment")),
          Family.of("ademamix")
              .race("AdEMAMix", AdEMAMix::of, 1e-3)
              .variant(
                  "ademamix",
                  AdEMAMix::of,
                  0.01,
                  0.03,
                  3e-4,
                  "AdEMAMix[learningRate=0.5, beta1=0.9, beta2=0.999, beta3=0.9999, alpha=2,"
                      + " epsilon=1e-8]")
              .reference(
                  PYTORCH_OPTIMIZER,
                  "ademamix",
                  PaperRules::adEMAMix,
                  Map.of(
                      "exp_avg", "first_moment",
                      "exp_avg_slow", "slow_first_moment",
                      "exp_avg_sq", "second_moment")),
          Family.of("aggmo")
              .race("AggMo", AggMo::of, 0.1)
              .variant(
                  "aggmo",
                  AggMo::of,
                  0.01,
                  0.01,
                  1e-3,
                  "AggMo[learningRate=0.5, beta1=0.9, beta2=0.99]")
              .reference(PYTORCH_OPTIMIZER, "aggmo", PaperRules::aggMo, Map.of()),
          Family.of("qhm")
              .race("QHM", Qhm::of, 1)
              .variant("qhm", Qhm::of, 0.05, 0.1, 2e-3, "Qhm[learningRate=0.5, beta=0.999, nu=0.7]")
              .reference(PYTORCH_OPTIMIZER, "qhm", PaperRules::qhm, Map.of()),
          Family.of("laprop")
              .race("LaProp", LaProp::of, 4e-4)
              .variant(
                  "laprop",
                  LaProp::of,
                  0.01,
                  1e-3,
                  1e-3,
                  "LaProp[learningRate=0.5, beta1=0.9, beta2=0.999,"
                      + " epsilon=Epsilon.outsideRoot(1e-15)]")
              .reference(
                  PYTORCH_OPTIMIZER,
                  "laprop",
                  options -> {
                    throw new Unsupported(
                        "pytorch_optimizer has ε inside the root, and of the uncorrected variance,"
                            + " unlike the paper");
                  },
                  Map.of()),
          Family.of("adabound")
              .race("AdaBound", AdaBound::of, 1e-3)
              .variant(
                  "adabound",
                  AdaBound::of,
                  0.01,
                  1e-3,
                  1e-5,
                  "AdaBound[learningRate=0.5, beta1=0.9, beta2=0.999, finalFactor=100,"
                      + " gamma=0.001, epsilon=Epsilon.hat(1e-8)]")
              .reference(PYTORCH_OPTIMIZER, "adabound", PaperRules::adaBound, Map.of()),
          Family.of("madgrad")
              .race(new Racing("MADGRAD", Madgrad::of, 0.01, false, ""))
              .variant(
                  new Variant(
                      "madgrad",
                      Madgrad::of,
                      0.01,
                      0.1,
                      0.01,
                      "Madgrad[learningRate=0.5, momentum=0.9, epsilon=1e-6]",
                      Nature.RECOMPUTES))
              .reference(PYTORCH_OPTIMIZER, "madgrad", PaperRules::madgrad, Map.of()),
          Family.of("ftrl")
              .race(
                  new Racing(
                      "FTRL",
                      rate -> Ftrl.of(rate).withBeta(FTRL_BETA),
                      0.01,
                      true,
                      "FTRL has a β of 1e-8: at its default of 1 a network forgets the weights it"
                          + " starts with"))
              .variant(
                  new Variant(
                      "ftrl",
                      Ftrl::of,
                      0.05,
                      1,
                      0.3,
                      "Ftrl[learningRate=0.5, l1=0, l2=0, shrinkage=0, beta=1,"
                          + " power=0.5, initialAccumulator=0, presentRate=false]",
                      Nature.RECOMPUTES))
              .variant(
                  new Variant(
                      "ftrl-power",
                      rate -> Ftrl.of(rate).withPower(0.4).withInitialAccumulator(0.1),
                      0.05,
                      1,
                      0.3,
                      "Ftrl[learningRate=0.5, l1=0, l2=0, shrinkage=0, beta=1,"
                          + " power=0.4, initialAccumulator=0.1, presentRate=false]",
                      Nature.RECOMPUTES))
              .reference(
                  PYTORCH_OPTIMIZER,
                  "ftrl",
                  PaperRules::ftrl,
                  Map.of("z", "linear", "n", "sum_of_squares")));

  private static Setup lion(Options options) {
    double[] betas = betas(options, 0.9, 0.99);
    Lion lion = Lion.of(options.number("lr", 1e-4)).withBetas(betas[0], betas[1]);
    return setup(lion, options, true);
  }

  private static Setup yogi(Options options) {
    double[] betas = betas(options, 0.9, 0.999);
    double initial = options.number("initial_accumulator", 1e-6);
    Yogi yogi =
        Yogi.of(options.number("lr", 0.01))
            .withBetas(betas[0], betas[1])
            .withEpsilon(options.number("eps", 1e-3))
            .withInitialAccumulator(initial)
            .withInitialFirstMoment(initial)
            .withBiasCorrection(true);
    return setup(yogi, options, true);
  }

  private static Setup signSgd(Options options) {
    if (options.number("momentum", 0.9) != 0) {
      throw new Unsupported(
          "pytorch_optimizer 3.9 sets the average to zero before every step, unlike the paper");
    }
    return setup(SignSgd.of(options.number("lr", 1e-3)), options, true);
  }

  private static Setup adan(Options options) {
    double[] betas = betas(options, 0.98, 0.92, 0.99);
    Adan adan =
        Adan.of(options.number("lr", 1e-3))
            .withBetas(betas[0], betas[1], betas[2])
            .withEpsilon(options.number("eps", 1e-8));
    return options.flag("weight_decouple")
        ? setup(adan, options, true)
        : new Setup(
            adan.withProximalDecay(options.number("weight_decay", 0)),
            Optional.empty(),
            options.flag("maximize"));
  }

  /** The clip counts from the step that only sets the second moment. */
  private static Setup adopt(Options options) {
    double[] betas = betas(options, 0.9, 0.9999);
    Adopt adopt =
        Adopt.of(options.number("lr", 1e-3))
            .withBetas(betas[0], betas[1])
            .withEpsilon(options.number("eps", 1e-6))
            .with(Adopt.CLIP, t -> Math.sqrt(Math.sqrt((double) t)));
    return setup(adopt, options, false);
  }

  /** The part of the slow average is divided by the correction of the fast one. */
  private static Setup adEMAMix(Options options) {
    double[] betas = betas(options, 0.9, 0.999, 0.9999);
    double alpha = options.number("alpha", 5);
    AdEMAMix adEMAMix =
        AdEMAMix.of(options.number("lr", 1e-3))
            .withBetas(betas[0], betas[1], betas[2])
            .withEpsilon(options.number("eps", 1e-8))
            .with(AdEMAMix.ALPHA, t -> alpha / (1 - StrictMath.pow(betas[0], (double) t)));
    return setup(adEMAMix, options, false);
  }

  /** Tiger is Signum with a momentum and a decay of its own. */
  private static Setup tiger(Options options) {
    SignSgd tiger =
        SignSgd.of(options.number("lr", 1e-3)).withMomentum(options.number("beta", 0.965));
    return new Setup(
        tiger,
        Optional.of(WeightDecay.decoupled(options.number("weight_decay", 0.01))),
        options.flag("maximize"));
  }

  private static Setup aggMo(Options options) {
    double[] betas = betas(options, 0, 0.9, 0.99);
    if (betas[0] != 0) {
      throw new Unsupported("AggMo has the gradient itself for the first of three velocities");
    }
    return setup(
        AggMo.of(options.number("lr", 1e-3)).withBetas(betas[1], betas[2]), options, false);
  }

  private static Setup qhm(Options options) {
    Qhm qhm =
        Qhm.of(options.number("lr", 1e-3))
            .withBeta(options.number("momentum", 0))
            .withNu(options.number("nu", 1));
    return setup(qhm, options, false);
  }

  private static Setup adaBound(Options options) {
    double[] betas = betas(options, 0.9, 0.999);
    double rate = options.number("lr", 1e-3);
    AdaBound adaBound =
        AdaBound.of(rate)
            .withBetas(betas[0], betas[1])
            .withFinalFactor(options.number("final_lr", 0.1) / rate)
            .withGamma(options.number("gamma", 1e-3))
            .withEpsilon(options.number("eps", 1e-8));
    return setup(adaBound, options, true);
  }

  /** The authors' code, which this is, adds ε to the rate. */
  private static Setup madgrad(Options options) {
    double epsilon = options.number("eps", 1e-6);
    Madgrad madgrad =
        Madgrad.of(options.number("lr", 1e-3) + epsilon)
            .withMomentum(options.number("momentum", 0.9))
            .withEpsilon(epsilon);
    return setup(madgrad, options, false);
  }

  private static Setup ftrl(Options options) {
    if (options.number("lr_power", -0.5) != -0.5) {
      throw new Unsupported(
          "pytorch_optimizer has lr_power in σ alone; the paper's rate has the same power");
    }
    Ftrl ftrl =
        Ftrl.of(options.number("lr", 1e-3))
            .withL1(options.number("lambda_1", 0))
            .withL2(options.number("lambda_2", 0))
            .withBeta(options.number("beta", 0))
            .withPresentRate(true);
    return new Setup(ftrl, Optional.empty(), options.flag("maximize"));
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

  private static double[] betas(Options options, double... defaults) {
    return options.has("betas") ? options.numbers("betas", defaults.length) : defaults;
  }
}
