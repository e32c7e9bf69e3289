// SPDX-License-Identifier: Apache-2.0
package org.talweg.preset;

import java.util.Arrays;
import java.util.Objects;
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
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;

/**
 * The rules of {@code keras.optimizers} as Keras 3 computes them, and the schedules of {@code
 * keras.optimizers.schedules}, with its names and defaults.
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
 *
 * <p>A schedule counts steps from 1; k in the formulas is the number of steps done before, from 0,
 * which is what Keras' schedules are called with.
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

  /**
   * {@return {@code ExponentialDecay}: v · decay_rate^(k / decay_steps)}
   *
   * @param initialLearningRate v, the first rate
   * @param decaySteps the steps in which it falls by the factor, at least 1
   * @param decayRate the factor, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule exponentialDecay(
      double initialLearningRate, long decaySteps, double decayRate) {
    return exponentialDecay(initialLearningRate, decaySteps, decayRate, false);
  }

  /**
   * {@return {@code ExponentialDecay}, with the exponent as it is or rounded down}
   *
   * @param initialLearningRate v, the first rate
   * @param decaySteps the steps in which it falls by the factor, at least 1
   * @param decayRate the factor, positive
   * @param staircase {@code true} to round k / decay_steps down
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule exponentialDecay(
      double initialLearningRate, long decaySteps, double decayRate, boolean staircase) {
    return staircase
        ? Schedule.step(initialLearningRate, decaySteps, decayRate)
        : Schedule.exponential(initialLearningRate, decayRate, decaySteps);
  }

  /**
   * {@return {@code PiecewiseConstantDecay}: the first value while k ≤ the first boundary, and so
   * on}
   *
   * @param boundaries the last k of each value but the last, ascending, each at least 0
   * @param values one more than the boundaries
   * @throws IllegalArgumentException if the numbers do not fit or do not ascend
   */
  public static Schedule piecewiseConstantDecay(long[] boundaries, double... values) {
    Objects.requireNonNull(boundaries, "boundaries");
    Objects.requireNonNull(values, "values");
    long[] steps = Arrays.stream(boundaries).map(boundary -> Math.addExact(boundary, 1)).toArray();
    return Joined.of(Arrays.stream(values).mapToObj(Schedule::constant).toList(), steps);
  }

  /**
   * {@return {@code PolynomialDecay} with its defaults: a line to 0.0001, which stays}
   *
   * @param initialLearningRate the first rate
   * @param decaySteps the steps to the last rate, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule polynomialDecay(double initialLearningRate, long decaySteps) {
    return polynomialDecay(initialLearningRate, decaySteps, 1e-4, 1, false);
  }

  /**
   * {@return {@code PolynomialDecay}}
   *
   * @param initialLearningRate the first rate
   * @param decaySteps the steps to the last rate, at least 1
   * @param endLearningRate the last rate
   * @param power the exponent, positive
   * @param cycle {@code true} to begin again, see {@link Schedule#polynomialCycles}
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule polynomialDecay(
      double initialLearningRate,
      long decaySteps,
      double endLearningRate,
      double power,
      boolean cycle) {
    return cycle
        ? Schedule.polynomialCycles(initialLearningRate, endLearningRate, decaySteps, power)
        : Schedule.polynomial(initialLearningRate, endLearningRate, decaySteps, power);
  }

  /**
   * {@return {@code InverseTimeDecay}: v / (1 + decay_rate · k / decay_steps)}
   *
   * @param initialLearningRate v, the first rate
   * @param decaySteps the steps that count as one, at least 1
   * @param decayRate how fast it falls, zero or positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule inverseTimeDecay(
      double initialLearningRate, long decaySteps, double decayRate) {
    return inverseTimeDecay(initialLearningRate, decaySteps, decayRate, false);
  }

  /**
   * {@return {@code InverseTimeDecay}, with k / decay_steps as it is or rounded down}
   *
   * @param initialLearningRate v, the first rate
   * @param decaySteps the steps that count as one, at least 1
   * @param decayRate how fast it falls, zero or positive
   * @param staircase {@code true} to round k / decay_steps down
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule inverseTimeDecay(
      double initialLearningRate, long decaySteps, double decayRate, boolean staircase) {
    return staircase
        ? Schedule.inverseTime(initialLearningRate, decayRate).perEpoch(decaySteps)
        : Schedule.inverseTime(initialLearningRate, decayRate / decaySteps);
  }

  /**
   * {@return {@code CosineDecay} with its defaults: down to 0, without a warm-up}
   *
   * @param initialLearningRate the first rate
   * @param decaySteps the steps to 0, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineDecay(double initialLearningRate, long decaySteps) {
    return cosineDecay(initialLearningRate, decaySteps, 0);
  }

  /**
   * {@return {@code CosineDecay} without a warm-up: half a cosine down to α times the first rate}
   *
   * @param initialLearningRate the first rate
   * @param decaySteps the steps to the last rate, at least 1
   * @param alpha α, the last rate as a part of the first
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineDecay(double initialLearningRate, long decaySteps, double alpha) {
    return Schedule.cosine(initialLearningRate, alpha * initialLearningRate, decaySteps);
  }

  /**
   * {@return {@code CosineDecay} after a warm-up: a line to the target, then half a cosine down to
   * α times the target}
   *
   * @param initialLearningRate the first rate
   * @param decaySteps the steps from the target to the last rate, at least 1
   * @param alpha α, the last rate as a part of the target
   * @param warmupTarget the rate after the warm-up
   * @param warmupSteps the steps of the warm-up; with 0 of them the first rate is the target
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineDecay(
      double initialLearningRate,
      long decaySteps,
      double alpha,
      double warmupTarget,
      long warmupSteps) {
    Schedule decay = cosineDecay(warmupTarget, decaySteps, alpha);
    return warmupSteps == 0 ? decay : decay.warmUp(initialLearningRate, warmupSteps);
  }

  /**
   * {@return {@code CosineDecayRestarts} with its defaults: each period twice as long, down to 0}
   *
   * @param initialLearningRate the first rate
   * @param firstDecaySteps the steps of the first period, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineDecayRestarts(double initialLearningRate, long firstDecaySteps) {
    return cosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0);
  }

  /**
   * {@return {@code CosineDecayRestarts}: half a cosine down to α times the first rate, then again}
   *
   * @param initialLearningRate the first rate
   * @param firstDecaySteps the steps of the first period, at least 1
   * @param tMul how many times longer each period is than the one before; 1, or at least 1.01
   * @param mMul how many times higher each period starts than the one before; positive
   * @param alpha α, the last rate as a part of the first
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineDecayRestarts(
      double initialLearningRate, long firstDecaySteps, double tMul, double mMul, double alpha) {
    return Schedule.cosineRestarts(
        initialLearningRate, alpha * initialLearningRate, firstDecaySteps, tMul, mMul);
  }

  /**
   * {@return the callback {@code ReduceLROnPlateau} with its defaults: a tenth after ten reports
   * that are not better by 1e-4} Its options are those of {@link ReduceOnPlateau}; {@code min_lr}
   * is divided by the rate. {@code min_delta} is an absolute threshold, and {@code patience} is the
   * number of the bad report at which the rate falls, one more than {@link ReduceOnPlateau#of}'s.
   */
  public static ReduceOnPlateau reduceLROnPlateau() {
    return reduceLROnPlateau(0.1, 10);
  }

  /**
   * {@return the callback {@code ReduceLROnPlateau}; see {@link #reduceLROnPlateau()}}
   *
   * @param factor what the rate is multiplied by, above 0 and below 1
   * @param patience the bad report in a row at which the rate falls; 0 is as 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static ReduceOnPlateau reduceLROnPlateau(double factor, long patience) {
    return ReduceOnPlateau.of(factor, patience == 0 ? 0 : patience - 1)
        .withAbsoluteThreshold(1e-4)
        .withEpsilon(0);
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
