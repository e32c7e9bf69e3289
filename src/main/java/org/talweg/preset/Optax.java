// SPDX-License-Identifier: Apache-2.0
package org.talweg.preset;

import org.talweg.optimizer.AdaBelief;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.AdaMax;
import org.talweg.optimizer.Adadelta;
import org.talweg.optimizer.Adafactor;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Lamb;
import org.talweg.optimizer.Lars;
import org.talweg.optimizer.Lion;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.NAdam;
import org.talweg.optimizer.RAdam;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Rprop;
import org.talweg.optimizer.Sgd;
import org.talweg.optimizer.SignSgd;
import org.talweg.optimizer.Yogi;
import org.talweg.rule.Epsilon;
import org.talweg.schedule.Schedule;

/**
 * The rules of {@code optax} as it computes them, with its defaults. Optax has no default rate.
 *
 * <pre>{@code
 * Trainer.of(Optax.adamw(1e-3), parameters)
 * }</pre>
 *
 * <p>{@code nadamw} and {@code adamaxw} are {@link #nadam} and {@link #adamax} with {@code
 * WeightDecay.decoupled(1e-4)} set on the trainer.
 */
public final class Optax {
  private Optax() {}

  /**
   * {@return {@code sgd} without momentum}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Sgd sgd(double learningRate) {
    return Sgd.of(learningRate);
  }

  /**
   * {@return {@code sgd} without momentum}
   *
   * @param learningRate η by step
   */
  public static Sgd sgd(Schedule learningRate) {
    return Sgd.of(learningRate);
  }

  /**
   * {@return {@code sgd} with momentum}
   *
   * @param learningRate η, zero or positive and finite
   * @param momentum μ, in [0, 1)
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Momentum momentum(double learningRate, double momentum) {
    return Momentum.of(learningRate).withMomentum(momentum);
  }

  /**
   * {@return {@code sgd} with momentum}
   *
   * @param learningRate η by step
   * @param momentum μ, in [0, 1)
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Momentum momentum(Schedule learningRate, double momentum) {
    return Momentum.of(learningRate).withMomentum(momentum);
  }

  /**
   * {@return {@code adagrad}: the accumulator starts at 0.1, ε = 1e-7 inside the root}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaGrad adagrad(double learningRate) {
    return AdaGrad.of(learningRate)
        .withInitialAccumulator(0.1)
        .withEpsilon(Epsilon.insideRoot(1e-7));
  }

  /**
   * {@return {@code adagrad}: the accumulator starts at 0.1, ε = 1e-7 inside the root}
   *
   * @param learningRate η by step
   */
  public static AdaGrad adagrad(Schedule learningRate) {
    return AdaGrad.of(learningRate)
        .withInitialAccumulator(0.1)
        .withEpsilon(Epsilon.insideRoot(1e-7));
  }

  /**
   * {@return {@code rmsprop}: decay 0.9, ε = 1e-8 inside the root, no momentum; a velocity holds
   * the rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static RmsProp rmsprop(double learningRate) {
    return RmsProp.of(learningRate)
        .withDecay(0.9)
        .withEpsilon(Epsilon.insideRoot(1e-8))
        .withRateInVelocity(true);
  }

  /**
   * {@return {@code rmsprop}: decay 0.9, ε = 1e-8 inside the root, no momentum; a velocity holds
   * the rate}
   *
   * @param learningRate η by step
   */
  public static RmsProp rmsprop(Schedule learningRate) {
    return RmsProp.of(learningRate)
        .withDecay(0.9)
        .withEpsilon(Epsilon.insideRoot(1e-8))
        .withRateInVelocity(true);
  }

  /**
   * {@return {@code adam}: β₁ = 0.9, β₂ = 0.999, ε = 1e-8}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam adam(double learningRate) {
    return Adam.of(learningRate);
  }

  /**
   * {@return {@code adam}: β₁ = 0.9, β₂ = 0.999, ε = 1e-8}
   *
   * @param learningRate η by step
   */
  public static Adam adam(Schedule learningRate) {
    return Adam.of(learningRate);
  }

  /**
   * {@return {@code adamw}: {@code adam} with λ = 1e-4}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdamW adamw(double learningRate) {
    return AdamW.of(learningRate).withWeightDecay(1e-4);
  }

  /**
   * {@return {@code adamw}: {@code adam} with λ = 1e-4}
   *
   * @param learningRate η by step
   */
  public static AdamW adamw(Schedule learningRate) {
    return AdamW.of(learningRate).withWeightDecay(1e-4);
  }

  /**
   * {@return {@code adadelta}: ρ = 0.9, ε = 1e-6}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adadelta adadelta(double learningRate) {
    return Adadelta.of(learningRate).withDecay(0.9);
  }

  /**
   * {@return {@code adadelta}: ρ = 0.9, ε = 1e-6}
   *
   * @param learningRate η by step
   */
  public static Adadelta adadelta(Schedule learningRate) {
    return Adadelta.of(learningRate).withDecay(0.9);
  }

  /**
   * {@return {@code adamax}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaMax adamax(double learningRate) {
    return AdaMax.of(learningRate);
  }

  /**
   * {@return {@code adamax}}
   *
   * @param learningRate η by step
   */
  public static AdaMax adamax(Schedule learningRate) {
    return AdaMax.of(learningRate);
  }

  /**
   * {@return {@code nadam}: a momentum that does not warm up}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static NAdam nadam(double learningRate) {
    return NAdam.of(learningRate).withConstantMomentum(true);
  }

  /**
   * {@return {@code nadam}: a momentum that does not warm up}
   *
   * @param learningRate η by step
   */
  public static NAdam nadam(Schedule learningRate) {
    return NAdam.of(learningRate).withConstantMomentum(true);
  }

  /**
   * {@return {@code radam}: ε outside the corrected root}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static RAdam radam(double learningRate) {
    return RAdam.of(learningRate).withEpsilon(Epsilon.outsideRoot(1e-8));
  }

  /**
   * {@return {@code radam}: ε outside the corrected root}
   *
   * @param learningRate η by step
   */
  public static RAdam radam(Schedule learningRate) {
    return RAdam.of(learningRate).withEpsilon(Epsilon.outsideRoot(1e-8));
  }

  /**
   * {@return {@code rprop}: each change a step late}
   *
   * @param learningRate the first Δ of every weight, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Rprop rprop(double learningRate) {
    return Rprop.of(learningRate).withLateChange(true);
  }

  /**
   * {@return {@code rprop}: each change a step late}
   *
   * @param learningRate η by step, of which only the first counts
   */
  public static Rprop rprop(Schedule learningRate) {
    return Rprop.of(learningRate).withLateChange(true);
  }

  /**
   * {@return {@code adafactor}: ε₁ = 1e-30 added, the rate as it is, and v of smaller matrices than
   * 128 by 128 not factored}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adafactor adafactor(double learningRate) {
    return adafactor(Adafactor.of(learningRate));
  }

  /**
   * {@return {@code adafactor}: ε₁ = 1e-30 added, the rate as it is, and v of smaller matrices than
   * 128 by 128 not factored}
   *
   * @param learningRate η by step
   */
  public static Adafactor adafactor(Schedule learningRate) {
    return adafactor(Adafactor.of(learningRate));
  }

  private static Adafactor adafactor(Adafactor rule) {
    return rule.withEpsilon(1e-30)
        .withAddedEpsilon(true)
        .withRelativeRate(false)
        .withSmallestFactored(128);
  }

  /**
   * {@return {@code adabelief}: ε = 1e-16 at both places}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaBelief adabelief(double learningRate) {
    return AdaBelief.of(learningRate);
  }

  /**
   * {@return {@code adabelief}: ε = 1e-16 at both places}
   *
   * @param learningRate η by step
   */
  public static AdaBelief adabelief(Schedule learningRate) {
    return AdaBelief.of(learningRate);
  }

  /**
   * {@return {@code yogi}: both moments start at 1e-6 and are corrected, ε = 1e-3}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Yogi yogi(double learningRate) {
    return Yogi.of(learningRate).withBiasCorrection(true).withInitialFirstMoment(1e-6);
  }

  /**
   * {@return {@code yogi}: both moments start at 1e-6 and are corrected, ε = 1e-3}
   *
   * @param learningRate η by step
   */
  public static Yogi yogi(Schedule learningRate) {
    return Yogi.of(learningRate).withBiasCorrection(true).withInitialFirstMoment(1e-6);
  }

  /**
   * {@return {@code lion} with λ = 1e-3}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Lion lion(double learningRate) {
    return Lion.of(learningRate).withWeightDecay(1e-3);
  }

  /**
   * {@return {@code lion} with λ = 1e-3}
   *
   * @param learningRate η by step
   */
  public static Lion lion(Schedule learningRate) {
    return Lion.of(learningRate).withWeightDecay(1e-3);
  }

  /**
   * {@return {@code lamb}: ε 1e-6, no decay}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Lamb lamb(double learningRate) {
    return Lamb.of(learningRate);
  }

  /**
   * {@return {@code lamb}: ε 1e-6, no decay}
   *
   * @param learningRate η by step
   */
  public static Lamb lamb(Schedule learningRate) {
    return Lamb.of(learningRate);
  }

  /**
   * {@return {@code lars}: trust coefficient 0.001, momentum 0.9, no decay}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Lars lars(double learningRate) {
    return Lars.of(learningRate).withNormOfSum(true);
  }

  /**
   * {@return {@code lars}: trust coefficient 0.001, momentum 0.9, no decay}
   *
   * @param learningRate η by step
   */
  public static Lars lars(Schedule learningRate) {
    return Lars.of(learningRate).withNormOfSum(true);
  }

  /**
   * {@return {@code sign_sgd}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static SignSgd signSgd(double learningRate) {
    return SignSgd.of(learningRate);
  }

  /**
   * {@return {@code sign_sgd}}
   *
   * @param learningRate η by step
   */
  public static SignSgd signSgd(Schedule learningRate) {
    return SignSgd.of(learningRate);
  }

  /**
   * {@return {@code signum}: β = 0.9}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static SignSgd signum(double learningRate) {
    return SignSgd.of(learningRate).withMomentum(0.9);
  }

  /**
   * {@return {@code signum}: β = 0.9}
   *
   * @param learningRate η by step
   */
  public static SignSgd signum(Schedule learningRate) {
    return SignSgd.of(learningRate).withMomentum(0.9);
  }

  /**
   * {@return {@code amsgrad}: divides by the largest corrected second moment}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam amsgrad(double learningRate) {
    return Adam.of(learningRate).withAmsgradOfCorrected(true);
  }

  /**
   * {@return {@code amsgrad}: divides by the largest corrected second moment}
   *
   * @param learningRate η by step
   */
  public static Adam amsgrad(Schedule learningRate) {
    return Adam.of(learningRate).withAmsgradOfCorrected(true);
  }
}
