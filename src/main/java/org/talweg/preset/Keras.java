// SPDX-License-Identifier: Apache-2.0
package org.talweg.preset;

import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.AdaMax;
import org.talweg.optimizer.Adadelta;
import org.talweg.optimizer.Adafactor;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Ftrl;
import org.talweg.optimizer.Lamb;
import org.talweg.optimizer.Lion;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Muon;
import org.talweg.optimizer.NAdam;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.ScheduleFreeAdamW;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Epsilon;

/**
 * The rules of {@code keras.optimizers} as Keras 3 computes them, with its defaults.
 *
 * <pre>{@code
 * Trainer.builder(Keras.rmsprop().withMomentum(0.9)).weightDecay(WeightDecay.decoupled(4e-3))
 * }</pre>
 *
 * <p>Momentum holds the learning rate; ε is 1e-7, outside the root before the bias is corrected
 * (Adam) or inside the root (RMSprop, Adagrad). What Keras takes as options of every optimizer is
 * set on the trainer: {@code weight_decay} is decoupled on all of them, {@code clipnorm} is {@code
 * ClipByNorm.perParameter(c).exact()}, {@code global_clipnorm} is {@code
 * ClipByNorm.global(c).exact()}, {@code clipvalue} is {@code ClipByValue.of}, {@code use_ema} is
 * {@code WeightAverage.exponential}.
 */
public final class Keras {
  private Keras() {}

  /** {@return {@code SGD} without momentum at 0.01, the framework's default} */
  public static Sgd sgd() {
    return sgd(1e-2);
  }

  /**
   * {@return {@code SGD} without momentum}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Sgd sgd(double learningRate) {
    return Sgd.of(learningRate);
  }

  /**
   * {@return {@code SGD} with momentum, whose velocity holds the rate}
   *
   * @param learningRate η, zero or positive and finite
   * @param momentum μ, in [0, 1)
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Momentum momentum(double learningRate, double momentum) {
    return Momentum.of(learningRate).withMomentum(momentum).withRateInVelocity(true);
  }

  /**
   * {@return {@code Adagrad}, whose accumulator starts at 0.1 at 0.001, the framework's default}
   */
  public static AdaGrad adagrad() {
    return adagrad(1e-3);
  }

  /**
   * {@return {@code Adagrad}, whose accumulator starts at 0.1}
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
   * {@return {@code RMSprop}: ρ = 0.9, no momentum, not centered at 0.001, the framework's default}
   */
  public static RmsProp rmsprop() {
    return rmsprop(1e-3);
  }

  /**
   * {@return {@code RMSprop}: ρ = 0.9, no momentum, not centered}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static RmsProp rmsprop(double learningRate) {
    return RmsProp.of(learningRate)
        .withDecay(0.9)
        .withEpsilon(Epsilon.insideRoot(1e-7))
        .withRateInVelocity(true);
  }

  /** {@return {@code Adam}: β₁ = 0.9, β₂ = 0.999, ε̂ = 1e-7 at 0.001, the framework's default} */
  public static Adam adam() {
    return adam(1e-3);
  }

  /**
   * {@return {@code Adam}: β₁ = 0.9, β₂ = 0.999, ε̂ = 1e-7}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam adam(double learningRate) {
    return Adam.of(learningRate).withEpsilon(Epsilon.hat(1e-7));
  }

  /** {@return {@code Adadelta}: ρ = 0.95, ε = 1e-7 at 0.001, the framework's default} */
  public static Adadelta adadelta() {
    return adadelta(1e-3);
  }

  /**
   * {@return {@code Adadelta}: ρ = 0.95, ε = 1e-7}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adadelta adadelta(double learningRate) {
    return Adadelta.of(learningRate).withEpsilon(1e-7);
  }

  /** {@return {@code Adamax}: ε = 1e-7 outside the maximum at 0.001, the framework's default} */
  public static AdaMax adamax() {
    return adamax(1e-3);
  }

  /**
   * {@return {@code Adamax}: ε = 1e-7 outside the maximum}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaMax adamax(double learningRate) {
    return AdaMax.of(learningRate).withEpsilon(Epsilon.outsideRoot(1e-7));
  }

  /** {@return {@code Nadam}: momentum decay 1, ε = 1e-7 at 0.001, the framework's default} */
  public static NAdam nadam() {
    return nadam(1e-3);
  }

  /**
   * {@return {@code Nadam}: momentum decay 1, ε = 1e-7}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static NAdam nadam(double learningRate) {
    return NAdam.of(learningRate).withMomentumDecay(1).withEpsilon(1e-7);
  }

  /**
   * {@return {@code Ftrl}: β = 0, the accumulator starts at 0.1; its L2 and shrinkage are half of
   * the library's at 0.001, the framework's default}
   */
  public static Ftrl ftrl() {
    return ftrl(1e-3);
  }

  /**
   * {@return {@code Ftrl}: β = 0, the accumulator starts at 0.1; its L2 and shrinkage are half of
   * the library's}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Ftrl ftrl(double learningRate) {
    return Ftrl.of(learningRate).withInitialAccumulator(0.1).withBeta(0).withPresentRate(true);
  }

  /** {@return {@code Lion}: β₁ = 0.9, β₂ = 0.99 at 0.001, the framework's default} */
  public static Lion lion() {
    return lion(1e-3);
  }

  /**
   * {@return {@code Lion}: β₁ = 0.9, β₂ = 0.99}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Lion lion(double learningRate) {
    return Lion.of(learningRate);
  }

  /** {@return {@code Lamb}: ε 1e-7 at 0.001, the framework's default} */
  public static Lamb lamb() {
    return lamb(1e-3);
  }

  /**
   * {@return {@code Lamb}: ε 1e-7} Its {@code weight_decay} is taken before the norms; here decay
   * is part of what the norm is taken of, as in the paper.
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Lamb lamb(double learningRate) {
    return Lamb.of(learningRate).withEpsilon(1e-7);
  }

  /** {@return {@code AdamW}: {@link #adam()} with λ = 0.004 at 0.001, the framework's default} */
  public static AdamW adamw() {
    return adamw(1e-3);
  }

  /**
   * {@return {@code AdamW}: {@link #adam()} with λ = 0.004}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdamW adamw(double learningRate) {
    return AdamW.of(learningRate).withWeightDecay(4e-3).withEpsilon(Epsilon.hat(1e-7));
  }

  /** {@return {@code Adafactor}: ε₁ = 1e-30 added at 0.001, the framework's default} */
  public static Adafactor adafactor() {
    return adafactor(1e-3);
  }

  /**
   * {@return {@code Adafactor}: ε₁ = 1e-30 added}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adafactor adafactor(double learningRate) {
    return Adafactor.of(learningRate).withEpsilon(1e-30).withAddedEpsilon(true);
  }

  /**
   * {@return {@code Muon} with λ = 0.004 and updates of size 0.2 at 0.001, the framework's default}
   */
  public static Muon muon() {
    return muon(1e-3);
  }

  /**
   * {@return {@code Muon} with λ = 0.004 and updates of size 0.2}
   *
   * <p>ε is its 1e-7, for a momentum that is a sum: 1e-7·(1 − μ) at μ = 0.95.
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Muon muon(double learningRate) {
    return Muon.of(learningRate)
        .withWeightDecay(4e-3)
        .withUpdateSize(0.2)
        .withEpsilon(1e-7 * 0.05)
        .withAddedEpsilon(true);
  }

  /** {@return {@code ScheduleFreeAdamW} at 0.0025, the framework's default} */
  public static ScheduleFreeAdamW scheduleFreeAdamW() {
    return scheduleFreeAdamW(2.5e-3);
  }

  /**
   * {@return {@code ScheduleFreeAdamW}, whose average weighs all steps alike} What Keras calls
   * {@code warmup_steps} is a warm-up of the schedule.
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static ScheduleFreeAdamW scheduleFreeAdamW(double learningRate) {
    return ScheduleFreeAdamW.of(learningRate).withRatePower(0);
  }
}
