package org.talweg.golden;

import java.util.List;
import java.util.function.Supplier;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Sgd;
import org.talweg.optimizer.WeightDecay;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/**
 * A case of a fixture: the options in PyTorch's words, and what a user of the library writes for
 * them. What PyTorch leaves to its defaults is left to the library's here.
 */
record GoldenCase(String file, String options, Supplier<TrainerBuilder> trainer) {
  static List<GoldenCase> all() {
    return List.of(
        new GoldenCase("sgd", "lr=0.1", () -> Trainer.builder(Sgd.of(0.1))),
        new GoldenCase(
            "sgd",
            "lr=0.1 weight_decay=0.01",
            () -> Trainer.builder(Sgd.of(0.1)).weightDecay(WeightDecay.l2(0.01))),
        new GoldenCase("sgd", "lr=0.01 momentum=0.9", () -> Trainer.builder(Momentum.of(0.01))),
        new GoldenCase(
            "sgd",
            "lr=0.01 momentum=0.9 nesterov=true",
            () -> Trainer.builder(Momentum.of(0.01).withNesterov())),
        new GoldenCase(
            "sgd",
            "lr=0.01 momentum=0.9 dampening=0.5 weight_decay=0.01",
            () ->
                Trainer.builder(Momentum.of(0.01).withDampening(0.5))
                    .weightDecay(WeightDecay.l2(0.01))),
        new GoldenCase(
            "sgd",
            "lr=0.05 momentum=0.5 maximize=true",
            () -> Trainer.builder(Momentum.of(0.05).withMomentum(0.5)).maximize()),
        new GoldenCase("adagrad", "lr=0.01", () -> Trainer.builder(AdaGrad.of(0.01))),
        new GoldenCase(
            "adagrad",
            "lr=0.1 lr_decay=0.05",
            () -> Trainer.builder(AdaGrad.of(0.1).withLearningRateDecay(0.05))),
        new GoldenCase(
            "adagrad",
            "lr=0.1 weight_decay=0.1",
            () -> Trainer.builder(AdaGrad.of(0.1)).weightDecay(WeightDecay.l2(0.1))),
        new GoldenCase(
            "adagrad",
            "lr=0.1 initial_accumulator_value=0.1 eps=1.0E-7",
            () -> Trainer.builder(AdaGrad.of(0.1).withInitialAccumulator(0.1).withEpsilon(1e-7))),
        new GoldenCase("rmsprop", "lr=0.01", () -> Trainer.builder(RmsProp.of(0.01))),
        new GoldenCase(
            "rmsprop",
            "lr=0.01 alpha=0.9 eps=1.0E-7",
            () -> Trainer.builder(RmsProp.of(0.01).withDecay(0.9).withEpsilon(1e-7))),
        new GoldenCase(
            "rmsprop",
            "lr=0.01 momentum=0.9",
            () -> Trainer.builder(RmsProp.of(0.01).withMomentum(0.9))),
        new GoldenCase(
            "rmsprop",
            "lr=0.01 centered=true",
            () -> Trainer.builder(RmsProp.of(0.01).withCentered())),
        new GoldenCase(
            "rmsprop",
            "lr=0.001 centered=true momentum=0.9 weight_decay=0.01",
            () ->
                Trainer.builder(RmsProp.of(0.001).withCentered().withMomentum(0.9))
                    .weightDecay(WeightDecay.l2(0.01))),
        new GoldenCase("adam", "lr=0.001", () -> Trainer.builder(Adam.of(0.001))),
        new GoldenCase(
            "adam",
            "lr=0.01 betas=[0.8,0.99] eps=1.0E-6",
            () -> Trainer.builder(Adam.of(0.01).withBetas(0.8, 0.99).withEpsilon(1e-6))),
        new GoldenCase(
            "adam",
            "lr=0.01 weight_decay=0.1",
            () -> Trainer.builder(Adam.of(0.01)).weightDecay(WeightDecay.l2(0.1))),
        new GoldenCase(
            "adam", "lr=0.01 amsgrad=true", () -> Trainer.builder(Adam.of(0.01).withAmsgrad())),
        new GoldenCase(
            "adam",
            "lr=0.01 maximize=true weight_decay=0.01 amsgrad=true",
            () ->
                Trainer.builder(Adam.of(0.01).withAmsgrad())
                    .weightDecay(WeightDecay.l2(0.01))
                    .maximize()),
        new GoldenCase("adamw", "lr=0.001", () -> Trainer.builder(AdamW.of(0.001))),
        new GoldenCase(
            "adamw",
            "lr=0.01 weight_decay=0.1",
            () -> Trainer.builder(AdamW.of(0.01).withWeightDecay(0.1))),
        new GoldenCase(
            "adamw",
            "lr=0.01 amsgrad=true",
            () -> Trainer.builder(AdamW.of(Adam.of(0.01).withAmsgrad()))));
  }

  @Override
  public String toString() {
    return file + " " + options;
  }
}
