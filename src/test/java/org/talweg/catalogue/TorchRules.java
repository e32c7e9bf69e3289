// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Family.Nature;
import org.talweg.catalogue.Family.Racing;
import org.talweg.catalogue.Family.Setup;
import org.talweg.catalogue.Family.Variant;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.AdaMax;
import org.talweg.optimizer.Adadelta;
import org.talweg.optimizer.Adafactor;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Asgd;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Muon;
import org.talweg.optimizer.NAdam;
import org.talweg.optimizer.RAdam;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Rprop;
import org.talweg.optimizer.Sgd;
import org.talweg.preset.PyTorch;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.Shape;
import org.talweg.training.Group;

/** The rules of the lecture and the others that torch.optim has. */
final class TorchRules {
  private static final String PYTORCH = "pytorch";

  private static final Map<String, String> MOMENTS =
      Map.of(
          "exp_avg", "first_moment",
          "exp_avg_sq", "second_moment",
          "max_exp_avg_sq", "max_second_moment");

  private TorchRules() {}

  static final List<Family> FAMILIES =
      List.of(
          Family.of("sgd")
              .race("SGD", Sgd::of, 0.1)
              .variant("sgd", Sgd::of, 0.01, 0.1, 1e-3, "Sgd[learningRate=0.5]")
              .reference(
                  PYTORCH, "SGD", TorchRules::pytorchSgd, Map.of("momentum_buffer", "velocity")),
          Family.of("momentum")
              .race("Momentum", Momentum::of, 0.02)
              .variant(
                  "momentum",
                  Momentum::of,
                  0.01,
                  0.02,
                  2e-4,
                  "Momentum[learningRate=0.5, momentum=0.9, dampening=0, nesterov=false,"
                      + " rateInVelocity=false]")
              .variant(
                  "momentum-dampened",
                  rate -> Momentum.of(rate).withDampening(0.5),
                  0.01,
                  0.02,
                  4e-4,
                  "Momentum[learningRate=0.5, momentum=0.9, dampening=0.5, nesterov=false,"
                      + " rateInVelocity=false]")
              .variant(
                  "nesterov",
                  rate -> Momentum.of(rate).withNesterov(true),
                  0.01,
                  0.02,
                  2e-4,
                  "Momentum[learningRate=0.5, momentum=0.9, dampening=0, nesterov=true,"
                      + " rateInVelocity=false]"),
          Family.of("adagrad")
              .race("AdaGrad", AdaGrad::of, 0.01)
              .variant(
                  "adagrad",
                  AdaGrad::of,
                  0.05,
                  0.5,
                  0.3,
                  "AdaGrad[learningRate=0.5, learningRateDecay=0,"
                      + " epsilon=Epsilon.outsideRoot(1e-10), initialAccumulator=0]")
              .variant(
                  "adagrad-decayed",
                  rate -> AdaGrad.of(rate).withLearningRateDecay(1e-5).withInitialAccumulator(0.1),
                  0.05,
                  0.5,
                  0.5,
                  "AdaGrad[learningRate=0.5, learningRateDecay=1e-5,"
                      + " epsilon=Epsilon.outsideRoot(1e-10), initialAccumulator=0.1]")
              .reference(
                  PYTORCH, "Adagrad", TorchRules::pytorchAdagrad, Map.of("sum", "sum_of_squares")),
          Family.of("rmsprop")
              .race("RMSProp", RmsProp::of, 1e-3)
              .variant(
                  "rmsprop",
                  RmsProp::of,
                  0.01,
                  1e-3,
                  1e-3,
                  "RmsProp[learningRate=0.5, decay=0.99, momentum=0,"
                      + " epsilon=Epsilon.outsideRoot(1e-8), initialAccumulator=0,"
                      + " centered=false, nesterov=false, rateInVelocity=false,"
                      + " biasCorrection=false]")
              .variant(
                  "rmsprop-momentum",
                  rate -> RmsProp.of(rate).withMomentum(0.9),
                  0.01,
                  1e-4,
                  1e-4,
                  "RmsProp[learningRate=0.5, decay=0.99, momentum=0.9,"
                      + " epsilon=Epsilon.outsideRoot(1e-8), initialAccumulator=0,"
                      + " centered=false, nesterov=false, rateInVelocity=false,"
                      + " biasCorrection=false]")
              .variant(
                  "rmsprop-centered",
                  rate -> RmsProp.of(rate).withCentered(true).withEpsilon(0.1),
                  0.01,
                  1e-4,
                  1e-4,
                  "RmsProp[learningRate=0.5, decay=0.99, momentum=0,"
                      + " epsilon=Epsilon.outsideRoot(0.1), initialAccumulator=0, centered=true,"
                      + " nesterov=false, rateInVelocity=false, biasCorrection=false]")
              .variant(
                  "rmsprop-centered-momentum",
                  rate -> RmsProp.of(rate).withCentered(true).withMomentum(0.9).withEpsilon(0.1),
                  0.01,
                  1e-3,
                  1e-4,
                  "RmsProp[learningRate=0.5, decay=0.99, momentum=0.9,"
                      + " epsilon=Epsilon.outsideRoot(0.1), initialAccumulator=0, centered=true,"
                      + " nesterov=false, rateInVelocity=false, biasCorrection=false]")
              .reference(
                  PYTORCH,
                  "RMSprop",
                  TorchRules::pytorchRmsprop,
                  Map.of(
                      "square_avg", "square_average",
                      "grad_avg", "gradient_average",
                      "momentum_buffer", "velocity")),
          Family.of("adam")
              .race("Adam", Adam::of, 1e-3)
              .variant(
                  "adam",
                  Adam::of,
                  0.01,
                  0.01,
                  0.01,
                  "Adam[learningRate=0.5, beta1=0.9, beta2=0.999,"
                      + " epsilon=Epsilon.outsideRoot(1e-8), amsgrad=false,"
                      + " amsgradOfCorrected=false]")
              .variant(
                  "adam-epsilon-inside",
                  rate -> Adam.of(rate).withEpsilon(Epsilon.insideRoot(1e-8)),
                  0.01,
                  0.01,
                  0.01,
                  "Adam[learningRate=0.5, beta1=0.9, beta2=0.999,"
                      + " epsilon=Epsilon.insideRoot(1e-8), amsgrad=false,"
                      + " amsgradOfCorrected=false]")
              .variant(
                  "adam-amsgrad",
                  rate -> Adam.of(rate).withAmsgrad(true),
                  0.01,
                  0.01,
                  0.01,
                  "Adam[learningRate=0.5, beta1=0.9, beta2=0.999,"
                      + " epsilon=Epsilon.outsideRoot(1e-8), amsgrad=true,"
                      + " amsgradOfCorrected=false]")
              .reference(
                  PYTORCH,
                  "Adam",
                  options ->
                      pytorchDecoupled(
                          pytorchAdam(PyTorch.adam(options.number("lr", 0.001)), options), options),
                  MOMENTS),
          Family.of("adamw")
              .race("AdamW", AdamW::of, 1e-3)
              .variant(
                  "adamw",
                  rate -> AdamW.of(rate).withWeightDecay(1e-6),
                  0.01,
                  0.01,
                  0.01,
                  "AdamW[learningRate=0.5, beta1=0.9, beta2=0.999,"
                      + " epsilon=Epsilon.outsideRoot(1e-8), amsgrad=false,"
                      + " amsgradOfCorrected=false, weightDecay=WeightDecay.decoupled(1e-6)]")
              .reference(PYTORCH, "AdamW", TorchRules::pytorchAdamW, MOMENTS)
              .reference(
                  "pytorch_optimizer",
                  "grams",
                  options -> {
                    throw new Unsupported(
                        "pytorch_optimizer's first moment takes β₁ of the new gradient, and the"
                            + " second is divided by the root of its bias, unlike AdamW with"
                            + " Caution.GRAMS, which is the paper's");
                  },
                  Map.of()),
          Family.of("adadelta")
              .race("Adadelta", Adadelta::of, 1)
              .variant(
                  "adadelta",
                  Adadelta::of,
                  1,
                  0.1,
                  0.01,
                  "Adadelta[learningRate=0.5, decay=0.95," + " epsilon=Epsilon.insideRoot(1e-6)]")
              .variant(
                  "adadelta-epsilon-outside",
                  rate -> Adadelta.of(rate).withEpsilon(Epsilon.outsideRoot(1e-3)),
                  1,
                  0.1,
                  0.002,
                  "Adadelta[learningRate=0.5, decay=0.95," + " epsilon=Epsilon.outsideRoot(0.001)]")
              .reference(
                  PYTORCH,
                  "Adadelta",
                  TorchRules::pytorchAdadelta,
                  Map.of("square_avg", "square_average", "acc_delta", "change_square_average")),
          Family.of("adamax")
              .race("AdaMax", AdaMax::of, 2e-3)
              .variant(
                  "adamax",
                  AdaMax::of,
                  0.01,
                  0.01,
                  0.01,
                  "AdaMax[learningRate=0.5, beta1=0.9, beta2=0.999,"
                      + " epsilon=Epsilon.insideRoot(1e-8)]")
              .variant(
                  "adamax-epsilon-in-divisor",
                  rate -> AdaMax.of(rate).withEpsilon(Epsilon.outsideRoot(1e-7)),
                  0.01,
                  0.01,
                  0.01,
                  "AdaMax[learningRate=0.5, beta1=0.9, beta2=0.999,"
                      + " epsilon=Epsilon.outsideRoot(1e-7)]")
              .reference(
                  PYTORCH,
                  "Adamax",
                  TorchRules::pytorchAdamax,
                  Map.of("exp_avg", "first_moment", "exp_inf", "infinity_norm")),
          Family.of("nadam")
              .race("NAdam", NAdam::of, 2e-3)
              .variant(
                  "nadam",
                  NAdam::of,
                  0.01,
                  0.01,
                  0.01,
                  "NAdam[learningRate=0.5, beta1=0.9, beta2=0.999, momentumDecay=0.004,"
                      + " epsilon=Epsilon.outsideRoot(1e-8), constantMomentum=false,"
                      + " floatNumbers=false]")
              .variant(
                  "nadam-constant",
                  rate -> NAdam.of(rate).withConstantMomentum(true),
                  0.01,
                  0.01,
                  0.01,
                  "NAdam[learningRate=0.5, beta1=0.9, beta2=0.999, momentumDecay=0.004,"
                      + " epsilon=Epsilon.outsideRoot(1e-8), constantMomentum=true,"
                      + " floatNumbers=false]")
              .reference(
                  PYTORCH,
                  "NAdam",
                  TorchRules::pytorchNAdam,
                  Map.of(
                      "exp_avg", "first_moment",
                      "exp_avg_sq", "second_moment",
                      "mu_product", "momentum_product")),
          Family.of("radam")
              .race("RAdam", RAdam::of, 1e-3)
              .variant(
                  "radam",
                  RAdam::of,
                  0.01,
                  0.005,
                  0.002,
                  "RAdam[learningRate=0.5, beta1=0.9, beta2=0.999," + " epsilon=Epsilon.hat(1e-8)]")
              .variant(
                  "radam-corrected-epsilon",
                  rate -> RAdam.of(rate).withEpsilon(Epsilon.outsideRoot(1e-8)),
                  0.01,
                  0.005,
                  1e-3,
                  "RAdam[learningRate=0.5, beta1=0.9, beta2=0.999,"
                      + " epsilon=Epsilon.outsideRoot(1e-8)]")
              .reference(PYTORCH, "RAdam", TorchRules::pytorchRAdam, MOMENTS),
          Family.of("rprop")
              .race(
                  new Racing(
                      "Rprop",
                      Rprop::of,
                      0.01,
                      false,
                      "Rprop is for gradients of all images at once: those of batches turn its"
                          + " signs by chance"))
              .variant(
                  "rprop",
                  Rprop::of,
                  0.01,
                  0.01,
                  0.01,
                  "Rprop[learningRate=0.5, shrink=0.5, grow=1.2, smallestStep=1e-6,"
                      + " largestStep=50, lateChange=false]")
              .reference(
                  PYTORCH,
                  "Rprop",
                  TorchRules::pytorchRprop,
                  Map.of("prev", "previous_sign", "step_size", "step_size")),
          Family.of("adafactor")
              .race("Adafactor", Adafactor::of, 0.01)
              .variant(
                  "adafactor",
                  Adafactor::of,
                  0.05,
                  5e-4,
                  0.05,
                  "Adafactor[learningRate=0.5, decayExponent=0.8, clipThreshold=1,"
                      + " epsilon=0, smallestScale=0.001, smallestFactored=0,"
                      + " addedEpsilon=false, relativeRate=true]")
              .reference(
                  PYTORCH,
                  "Adafactor",
                  TorchRules::pytorchAdafactor,
                  Map.of(
                      "row_var", "row_mean_square",
                      "col_var", "column_mean_square",
                      "variance", "mean_square")),
          Family.of("muon")
              .race(
                  new Racing(
                      "Muon",
                      Muon::of,
                      0.02,
                      true,
                      "Muon moves the hidden matrices; embedding, last layer and biases are AdamW's at"
                          + " 0.001",
                      List.of(
                          Group.where("others", (name, shape) -> !isHidden(name, shape))
                              .withOptimizer(AdamW.of(1e-3)))))
              .variant(
                  new Variant(
                      "muon",
                      Muon::of,
                      0.05,
                      1e-3,
                      2e-4,
                      "Muon[learningRate=0.5, momentum=0.95, epsilon=1e-7, a=3.4445, b=-4.775, c=2.0315,"
                          + " iterations=5, updateSize=0, nesterov=true, addedEpsilon=false]",
                      Nature.STEPS))
              .reference(
                  PYTORCH, "Muon", TorchRules::pytorchMuon, Map.of("momentum_buffer", "momentum")),
          Family.of("asgd")
              .race("ASGD", Asgd::of, 0.1)
              .variant(
                  new Variant(
                      "asgd",
                      Asgd::of,
                      0.01,
                      0.05,
                      1e-3,
                      "Asgd[learningRate=0.5, lambda=0.0001, power=0.75, averagingStart=1000000,"
                          + " floatNumbers=false]",
                      Nature.AVERAGES))
              .variant(
                  new Variant(
                      "asgd-averaging",
                      rate -> Asgd.of(rate).withAveragingStart(3),
                      0.01,
                      0.05,
                      1e-3,
                      "Asgd[learningRate=0.5, lambda=0.0001, power=0.75, averagingStart=3,"
                          + " floatNumbers=false]",
                      Nature.AVERAGES))
              .reference(
                  PYTORCH,
                  "ASGD",
                  TorchRules::pytorchAsgd,
                  Map.of("ax", "averaged_weight", "eta", "rate", "mu", "averaging_share")));

  private static Setup pytorchSgd(Options options) {
    double rate = options.number("lr", 0.001);
    if (options.number("momentum", 0) == 0) {
      return Setup.pytorch(PyTorch.sgd(rate), options);
    }
    Momentum momentum = PyTorch.momentum(rate, options.number("momentum"));
    if (options.has("dampening")) {
      momentum = momentum.withDampening(options.number("dampening"));
    }
    return Setup.pytorch(momentum.withNesterov(options.flag("nesterov")), options);
  }

  private static Setup pytorchAdagrad(Options options) {
    AdaGrad adaGrad = PyTorch.adagrad(options.number("lr", 0.01));
    if (options.has("lr_decay")) {
      adaGrad = adaGrad.withLearningRateDecay(options.number("lr_decay"));
    }
    if (options.has("initial_accumulator_value")) {
      adaGrad = adaGrad.withInitialAccumulator(options.number("initial_accumulator_value"));
    }
    if (options.has("eps")) {
      adaGrad = adaGrad.withEpsilon(options.number("eps"));
    }
    return Setup.pytorch(adaGrad, options);
  }

  private static Setup pytorchRmsprop(Options options) {
    RmsProp rmsProp = PyTorch.rmsprop(options.number("lr", 0.01));
    if (options.has("alpha")) {
      rmsProp = rmsProp.withDecay(options.number("alpha"));
    }
    if (options.has("eps")) {
      rmsProp = rmsProp.withEpsilon(options.number("eps"));
    }
    if (options.has("momentum")) {
      rmsProp = rmsProp.withMomentum(options.number("momentum"));
    }
    return Setup.pytorch(rmsProp.withCentered(options.flag("centered")), options);
  }

  private static Optimizer pytorchAdam(Adam rule, Options options) {
    Adam adam = rule;
    if (options.has("betas")) {
      double[] betas = options.numbers("betas", 2);
      adam = adam.withBetas(betas[0], betas[1]);
    }
    if (options.has("eps")) {
      adam = adam.withEpsilon(options.number("eps"));
    }
    return adam.withAmsgrad(options.flag("amsgrad"));
  }

  private static Setup pytorchAdamW(Options options) {
    AdamW adamW = PyTorch.adamw(options.number("lr", 0.001));
    if (options.has("betas")) {
      double[] betas = options.numbers("betas", 2);
      adamW = adamW.withBetas(betas[0], betas[1]);
    }
    if (options.has("eps")) {
      adamW = adamW.withEpsilon(options.number("eps"));
    }
    return new Setup(
        adamW.withAmsgrad(options.flag("amsgrad")),
        options.has("weight_decay")
            ? Optional.of(WeightDecay.decoupled(options.number("weight_decay")))
            : Optional.empty(),
        options.flag("maximize"));
  }

  private static Setup pytorchAdadelta(Options options) {
    Adadelta adadelta = PyTorch.adadelta(options.number("lr", 1));
    if (options.has("rho")) {
      adadelta = adadelta.withDecay(options.number("rho"));
    }
    if (options.has("eps")) {
      adadelta = adadelta.withEpsilon(options.number("eps"));
    }
    return Setup.pytorch(adadelta, options);
  }

  private static Setup pytorchAdamax(Options options) {
    AdaMax adaMax = PyTorch.adamax(options.number("lr", 0.002));
    if (options.has("betas")) {
      double[] betas = options.numbers("betas", 2);
      adaMax = adaMax.withBetas(betas[0], betas[1]);
    }
    if (options.has("eps")) {
      adaMax = adaMax.withEpsilon(options.number("eps"));
    }
    return Setup.pytorch(adaMax, options);
  }

  private static Setup pytorchNAdam(Options options) {
    NAdam nAdam = PyTorch.nadam(options.number("lr", 0.002));
    if (options.has("betas")) {
      double[] betas = options.numbers("betas", 2);
      nAdam = nAdam.withBetas(betas[0], betas[1]);
    }
    if (options.has("eps")) {
      nAdam = nAdam.withEpsilon(options.number("eps"));
    }
    if (options.has("momentum_decay")) {
      nAdam = nAdam.withMomentumDecay(options.number("momentum_decay"));
    }
    return pytorchDecoupled(nAdam, options);
  }

  /** The rules whose decay is coupled unless an option says otherwise. */
  private static Setup pytorchDecoupled(Optimizer optimizer, Options options) {
    return options.flag("decoupled_weight_decay")
        ? new Setup(
            optimizer,
            Optional.of(WeightDecay.decoupled(options.number("weight_decay", 0))),
            options.flag("maximize"))
        : Setup.pytorch(optimizer, options);
  }

  private static Setup pytorchRAdam(Options options) {
    RAdam rAdam = PyTorch.radam(options.number("lr", 0.001));
    if (options.has("betas")) {
      double[] betas = options.numbers("betas", 2);
      rAdam = rAdam.withBetas(betas[0], betas[1]);
    }
    if (options.has("eps")) {
      rAdam = rAdam.withEpsilon(options.number("eps"));
    }
    return pytorchDecoupled(rAdam, options);
  }

  private static Setup pytorchRprop(Options options) {
    Rprop rprop = PyTorch.rprop(options.number("lr", 0.01));
    if (options.has("etas")) {
      double[] factors = options.numbers("etas", 2);
      rprop = rprop.withFactors(factors[0], factors[1]);
    }
    if (options.has("step_sizes")) {
      double[] bounds = options.numbers("step_sizes", 2);
      rprop = rprop.withStepSizes(bounds[0], bounds[1]);
    }
    return Setup.pytorch(rprop, options);
  }

  private static Setup pytorchAdafactor(Options options) {
    Adafactor rule =
        PyTorch.adafactor(options.number("lr", 0.01))
            .withDecayExponent(-options.number("beta2_decay", -0.8))
            .withClipThreshold(options.number("d", 1));
    if (options.has("eps")) {
      List<JsonNode> epsilons = options.parts("eps");
      rule = rule.withSmallestScale(epsilons.get(1).doubleValue());
      if (!epsilons.get(0).isNull()) {
        rule = rule.withEpsilon(epsilons.get(0).doubleValue());
      }
    }
    return new Setup(
        rule,
        Optional.of(WeightDecay.decoupled(options.number("weight_decay", 0))),
        options.flag("maximize"));
  }

  /** Of the network of the race. */
  private static boolean isHidden(String name, Shape shape) {
    return shape.rank() > 1 && !name.startsWith("layer3") && !name.startsWith("embedding");
  }

  private static Setup pytorchMuon(Options options) {
    Muon rule =
        PyTorch.muon(options.number("lr", 1e-3))
            .withMomentum(options.number("momentum", 0.95))
            .withIterations(options.has("ns_steps") ? (int) options.count("ns_steps") : 5);
    if (options.has("nesterov")) {
      rule = rule.withNesterov(options.flag("nesterov"));
    }
    if (options.text("adjust_lr_fn", "original").equals("match_rms_adamw")) {
      rule = rule.withUpdateSize(0.2);
    }
    return new Setup(
        rule,
        Optional.of(WeightDecay.decoupled(options.number("weight_decay", 0.1))),
        options.flag("maximize"));
  }

  private static Setup pytorchAsgd(Options options) {
    Asgd asgd = PyTorch.asgd(options.number("lr", 0.01));
    if (options.has("lambd")) {
      asgd = asgd.withLambda(options.number("lambd"));
    }
    if (options.has("alpha")) {
      asgd = asgd.withPower(options.number("alpha"));
    }
    if (options.has("t0")) {
      asgd = asgd.withAveragingStart((long) options.number("t0"));
    }
    return Setup.pytorch(asgd, options);
  }
}
