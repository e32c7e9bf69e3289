// SPDX-License-Identifier: Apache-2.0
package org.talweg.preset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.talweg.internal.Checks;
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
import org.talweg.optimizer.NovoGrad;
import org.talweg.optimizer.RAdam;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Rprop;
import org.talweg.optimizer.Sgd;
import org.talweg.optimizer.SignSgd;
import org.talweg.optimizer.Sm3;
import org.talweg.optimizer.Yogi;
import org.talweg.rule.Epsilon;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;

/**
 * The rules of {@code optax} as it computes them, and its schedules, with its names and defaults.
 * Optax has no default rate.
 *
 * <pre>{@code
 * Trainer.of(Optax.adamw(1e-3), parameters)
 * Optax.adamw(Optax.warmupCosineDecaySchedule(0, 1e-3, 100, 1000))
 * }</pre>
 *
 * <p>{@code nadamw} and {@code adamaxw} are {@link #nadam} and {@link #adamax} with {@code
 * WeightDecay.decoupled(1e-4)} set on the trainer.
 *
 * <p>A schedule counts steps from 1; k in the formulas is the number of steps done before, from 0,
 * which is optax' count.
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
   * {@return {@code novograd}: β 0.9 and 0.25, ε 1e-6, no decay}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static NovoGrad novograd(double learningRate) {
    return NovoGrad.of(learningRate).withBetas(0.9, 0.25).withEpsilon(1e-6);
  }

  /**
   * {@return {@code novograd}: β 0.9 and 0.25, ε 1e-6, no decay}
   *
   * @param learningRate η by step
   */
  public static NovoGrad novograd(Schedule learningRate) {
    return NovoGrad.of(learningRate).withBetas(0.9, 0.25).withEpsilon(1e-6);
  }

  /**
   * {@return {@code sm3}: momentum 0.9}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Sm3 sm3(double learningRate) {
    return Sm3.of(learningRate);
  }

  /**
   * {@return {@code sm3}: momentum 0.9}
   *
   * @param learningRate η by step
   */
  public static Sm3 sm3(Schedule learningRate) {
    return Sm3.of(learningRate);
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

  /**
   * {@return {@code constant_schedule}}
   *
   * @param value the value at every step
   * @throws IllegalArgumentException if it is not finite
   */
  public static Schedule constantSchedule(double value) {
    return Schedule.constant(value);
  }

  /**
   * {@return {@code linear_schedule} that begins at once, the default}
   *
   * @param initValue the first value
   * @param endValue the last value
   * @param transitionSteps the steps from one to the other; with 0 the first value stays
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule linearSchedule(double initValue, double endValue, long transitionSteps) {
    return linearSchedule(initValue, endValue, transitionSteps, 0);
  }

  /**
   * {@return {@code linear_schedule}: the first value, and from a step on a line to the last}
   *
   * @param initValue the first value
   * @param endValue the last value
   * @param transitionSteps the steps from one to the other; with 0 the first value stays
   * @param transitionBegin the steps before, at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule linearSchedule(
      double initValue, double endValue, long transitionSteps, long transitionBegin) {
    return polynomialSchedule(initValue, endValue, 1, transitionSteps, transitionBegin);
  }

  /**
   * {@return {@code polynomial_schedule} that begins at once, the default}
   *
   * @param initValue the first value
   * @param endValue the last value
   * @param power the exponent, positive
   * @param transitionSteps the steps from one to the other; with 0 the first value stays
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule polynomialSchedule(
      double initValue, double endValue, double power, long transitionSteps) {
    return polynomialSchedule(initValue, endValue, power, transitionSteps, 0);
  }

  /**
   * {@return {@code polynomial_schedule}: the first value, and from a step on a curve to the last}
   *
   * @param initValue the first value
   * @param endValue the last value
   * @param power the exponent, positive
   * @param transitionSteps the steps from one to the other; with 0 the first value stays
   * @param transitionBegin the steps before, at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule polynomialSchedule(
      double initValue, double endValue, double power, long transitionSteps, long transitionBegin) {
    Schedule first = Schedule.constant(initValue);
    return transitionSteps == 0
        ? first
        : Joined.then(
            first,
            transitionBegin,
            Schedule.polynomial(initValue, endValue, transitionSteps, power));
  }

  /**
   * {@return {@code exponential_decay} with its defaults: at once, in a curve, without an end}
   *
   * @param initValue the first value
   * @param transitionSteps the steps in which it changes by the factor, at least 1
   * @param decayRate the factor, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule exponentialDecay(
      double initValue, long transitionSteps, double decayRate) {
    return exponentialDecay(initValue, transitionSteps, decayRate, 0, false);
  }

  /**
   * {@return {@code exponential_decay} without an end: the first value, and from a step on times
   * decay_rate^(k / transition_steps)}
   *
   * @param initValue the first value
   * @param transitionSteps the steps in which it changes by the factor, at least 1
   * @param decayRate the factor, positive
   * @param transitionBegin the steps before, at least 0
   * @param staircase {@code true} to round the exponent down
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule exponentialDecay(
      double initValue,
      long transitionSteps,
      double decayRate,
      long transitionBegin,
      boolean staircase) {
    return Joined.then(
        Schedule.constant(initValue),
        transitionBegin,
        staircase
            ? Schedule.step(initValue, transitionSteps, decayRate)
            : Schedule.exponential(initValue, decayRate, transitionSteps));
  }

  /**
   * {@return {@code exponential_decay} with a bound, below where it falls and above where it grows}
   *
   * @param initValue the first value, zero or positive
   * @param transitionSteps the steps in which it changes by the factor, at least 1
   * @param decayRate the factor, positive
   * @param transitionBegin the steps before, at least 0
   * @param staircase {@code true} to round the exponent down
   * @param endValue the bound: the least value if the factor is below 1, else the greatest
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule exponentialDecay(
      double initValue,
      long transitionSteps,
      double decayRate,
      long transitionBegin,
      boolean staircase,
      double endValue) {
    Checks.notNegative("initValue", initValue);
    double low = decayRate < 1 ? endValue : Math.min(initValue, endValue);
    double high = decayRate < 1 ? Math.max(initValue, endValue) : endValue;
    return exponentialDecay(initValue, transitionSteps, decayRate, transitionBegin, staircase)
        .clamp(low, high);
  }

  /**
   * {@return {@code piecewise_constant_schedule}: the first value, times a scale from each boundary
   * on}
   *
   * @param initValue the first value
   * @param boundariesAndScales the scale by the number of steps before it, each at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule piecewiseConstantSchedule(
      double initValue, Map<? extends Number, Double> boundariesAndScales) {
    Schedule joined = Schedule.constant(initValue);
    double value = initValue;
    for (Map.Entry<Long, Double> next : ascending(boundariesAndScales).entrySet()) {
      value *= next.getValue();
      joined = Joined.then(joined, next.getKey(), Schedule.constant(value));
    }
    return joined;
  }

  /**
   * {@return {@code piecewise_interpolate_schedule}: from the first value to it times the first
   * scale at the first boundary, from there to that times the second, and so on}
   *
   * @param cosine {@code true} for {@code 'cosine'}, half a cosine each; {@code false} for {@code
   *     'linear'}
   * @param initValue the first value
   * @param boundariesAndScales the scale by the number of steps before it, each at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule piecewiseInterpolateSchedule(
      boolean cosine, double initValue, Map<? extends Number, Double> boundariesAndScales) {
    List<Schedule> parts = new ArrayList<>();
    List<Long> boundaries = new ArrayList<>();
    double from = initValue;
    long begin = 0;
    for (Map.Entry<Long, Double> next : ascending(boundariesAndScales).entrySet()) {
      double to = from * next.getValue();
      long steps = next.getKey() - begin;
      if (steps > 0) {
        parts.add(cosine ? Schedule.cosine(from, to, steps) : Schedule.linear(from, to, steps));
        boundaries.add(next.getKey());
      }
      from = to;
      begin = next.getKey();
    }
    parts.add(Schedule.constant(from));
    return joinSchedules(parts, boundaries.stream().mapToLong(Long::longValue).toArray());
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], but was " + value);
    }
  }

  private static SortedMap<Long, Double> ascending(Map<? extends Number, Double> scales) {
    SortedMap<Long, Double> ascending = new TreeMap<>();
    Objects.requireNonNull(scales, "boundariesAndScales");
    scales.forEach((boundary, scale) -> ascending.put(boundary.longValue(), scale));
    if (!ascending.isEmpty() && ascending.firstKey() < 0) {
      throw new IllegalArgumentException(
          "a boundary must be at least 0, but was " + ascending.firstKey());
    }
    return ascending;
  }

  /**
   * {@return {@code cosine_decay_schedule} down to 0, the default}
   *
   * @param initValue the first value
   * @param decaySteps the steps to 0, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineDecaySchedule(double initValue, long decaySteps) {
    return cosineDecaySchedule(initValue, decaySteps, 0, 1);
  }

  /**
   * {@return {@code cosine_decay_schedule}: a power of half a cosine down to α times the first
   * value}
   *
   * @param initValue the first value
   * @param decaySteps the steps to the last value, at least 1
   * @param alpha α, the last value as a part of the first
   * @param exponent the power, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineDecaySchedule(
      double initValue, long decaySteps, double alpha, double exponent) {
    return Schedule.cosine(initValue, alpha * initValue, decaySteps, exponent);
  }

  /**
   * {@return {@code warmup_constant_schedule}: a line to the peak, which stays}
   *
   * @param initValue the first value
   * @param peakValue the last value
   * @param warmupSteps the steps to it; with 0 the first value stays
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule warmupConstantSchedule(
      double initValue, double peakValue, long warmupSteps) {
    return linearSchedule(initValue, peakValue, warmupSteps);
  }

  /**
   * {@return {@code warmup_cosine_decay_schedule} down to 0, the default}
   *
   * @param initValue the first value
   * @param peakValue the value after the warm-up
   * @param warmupSteps the steps of the warm-up, at least 0
   * @param decaySteps all steps, with those of the warm-up
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule warmupCosineDecaySchedule(
      double initValue, double peakValue, long warmupSteps, long decaySteps) {
    return warmupCosineDecaySchedule(initValue, peakValue, warmupSteps, decaySteps, 0, 1);
  }

  /**
   * {@return {@code warmup_cosine_decay_schedule}: a line to the peak, then a power of half a
   * cosine down}
   *
   * @param initValue the first value
   * @param peakValue the value after the warm-up
   * @param warmupSteps the steps of the warm-up, at least 0
   * @param decaySteps all steps, with those of the warm-up
   * @param endValue the last value
   * @param exponent the power, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule warmupCosineDecaySchedule(
      double initValue,
      double peakValue,
      long warmupSteps,
      long decaySteps,
      double endValue,
      double exponent) {
    return warmedUp(
        initValue,
        warmupSteps,
        Schedule.cosine(peakValue, endValue, decaySteps - warmupSteps, exponent));
  }

  private static Schedule warmedUp(double initValue, long warmupSteps, Schedule decay) {
    return warmupSteps == 0 ? decay : decay.warmUp(initValue, warmupSteps);
  }

  /**
   * {@return {@code warmup_exponential_decay_schedule} with its defaults: at once after the
   * warm-up, in a curve, without an end}
   *
   * @param initValue the first value
   * @param peakValue the value after the warm-up
   * @param warmupSteps the steps of the warm-up, at least 0
   * @param transitionSteps the steps in which it changes by the factor, at least 1
   * @param decayRate the factor, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule warmupExponentialDecaySchedule(
      double initValue,
      double peakValue,
      long warmupSteps,
      long transitionSteps,
      double decayRate) {
    Schedule decay = exponentialDecay(peakValue, transitionSteps, decayRate);
    return warmedUp(initValue, warmupSteps, decay);
  }

  /**
   * {@return {@code warmup_exponential_decay_schedule} without an end}
   *
   * @param initValue the first value
   * @param peakValue the value after the warm-up
   * @param warmupSteps the steps of the warm-up, at least 0
   * @param transitionSteps the steps in which it changes by the factor, at least 1
   * @param decayRate the factor, positive
   * @param transitionBegin the steps between the warm-up and the change, at least 0
   * @param staircase {@code true} to round the exponent down
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule warmupExponentialDecaySchedule(
      double initValue,
      double peakValue,
      long warmupSteps,
      long transitionSteps,
      double decayRate,
      long transitionBegin,
      boolean staircase) {
    Schedule decay =
        exponentialDecay(peakValue, transitionSteps, decayRate, transitionBegin, staircase);
    return warmedUp(initValue, warmupSteps, decay);
  }

  /**
   * {@return {@code warmup_exponential_decay_schedule} with a bound, as {@link
   * #exponentialDecay(double, long, double, long, boolean, double) exponentialDecay} has it}
   *
   * @param initValue the first value
   * @param peakValue the value after the warm-up, zero or positive
   * @param warmupSteps the steps of the warm-up, at least 0
   * @param transitionSteps the steps in which it changes by the factor, at least 1
   * @param decayRate the factor, positive
   * @param transitionBegin the steps between the warm-up and the change, at least 0
   * @param staircase {@code true} to round the exponent down
   * @param endValue the bound: the least value if the factor is below 1, else the greatest
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule warmupExponentialDecaySchedule(
      double initValue,
      double peakValue,
      long warmupSteps,
      long transitionSteps,
      double decayRate,
      long transitionBegin,
      boolean staircase,
      double endValue) {
    Schedule decay =
        exponentialDecay(
            peakValue, transitionSteps, decayRate, transitionBegin, staircase, endValue);
    return warmupSteps == 0
        ? decay
        : Schedule.linear(initValue, peakValue, warmupSteps).then(warmupSteps, decay);
  }

  /**
   * {@return {@code cosine_onecycle_schedule} with its defaults: 30 % of the steps up, from a 25th
   * and to a 250,000th of the peak}
   *
   * @param transitionSteps all steps, at least 1
   * @param peakValue the highest value
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineOnecycleSchedule(long transitionSteps, double peakValue) {
    return cosineOnecycleSchedule(transitionSteps, peakValue, 0.3, 25, 1e4);
  }

  /**
   * {@return {@code cosine_onecycle_schedule}: half a cosine up and half a cosine down}
   *
   * @param transitionSteps all steps, at least 1
   * @param peakValue the highest value
   * @param pctStart the part of the steps in which it rises
   * @param divFactor the peak divided by the first value
   * @param finalDivFactor the first value divided by the last
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineOnecycleSchedule(
      long transitionSteps,
      double peakValue,
      double pctStart,
      double divFactor,
      double finalDivFactor) {
    share("pctStart", pctStart);
    Map<Long, Double> scales = new TreeMap<>();
    scales.put((long) (pctStart * transitionSteps), divFactor);
    scales.put(transitionSteps, 1 / (divFactor * finalDivFactor));
    return piecewiseInterpolateSchedule(true, peakValue / divFactor, scales);
  }

  /**
   * {@return {@code linear_onecycle_schedule} with its defaults: up in 30 % of the steps, down in
   * 55 %, and in the last 15 % to a 10,000th}
   *
   * @param transitionSteps all steps, at least 1
   * @param peakValue the highest value
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule linearOnecycleSchedule(long transitionSteps, double peakValue) {
    return linearOnecycleSchedule(transitionSteps, peakValue, 0.3, 0.85, 25, 1e4);
  }

  /**
   * {@return {@code linear_onecycle_schedule}: a line up, one down to the first value, and one to
   * the last}
   *
   * @param transitionSteps all steps, at least 1
   * @param peakValue the highest value
   * @param pctStart the part of the steps in which it rises
   * @param pctFinal the part of the steps after which it is at its first value again
   * @param divFactor the peak divided by the first value
   * @param finalDivFactor the first value divided by the last
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule linearOnecycleSchedule(
      long transitionSteps,
      double peakValue,
      double pctStart,
      double pctFinal,
      double divFactor,
      double finalDivFactor) {
    share("pctStart", pctStart);
    share("pctFinal", pctFinal);
    Map<Long, Double> scales = new TreeMap<>();
    scales.put((long) (pctStart * transitionSteps), divFactor);
    scales.put((long) (pctFinal * transitionSteps), 1 / divFactor);
    scales.put(transitionSteps, 1 / finalDivFactor);
    return piecewiseInterpolateSchedule(false, peakValue / divFactor, scales);
  }

  /**
   * {@return {@code sgdr_schedule}: cycles one after the other}
   *
   * @param cycles each made by {@link #warmupCosineDecaySchedule}, at least one
   * @param decaySteps the {@code decay_steps} of each of them; the last one has no end
   * @throws IllegalArgumentException if there are not as many of one as of the other
   */
  public static Schedule sgdrSchedule(List<? extends Schedule> cycles, long... decaySteps) {
    Objects.requireNonNull(cycles, "cycles");
    Objects.requireNonNull(decaySteps, "decaySteps");
    if (cycles.size() != decaySteps.length) {
      throw new IllegalArgumentException(
          "there must be one value of decaySteps per cycle, but there were "
              + decaySteps.length
              + " values and "
              + cycles.size()
              + " cycles");
    }
    long[] boundaries = Arrays.copyOf(decaySteps, Math.max(0, decaySteps.length - 1));
    Arrays.parallelPrefix(boundaries, Math::addExact);
    return joinSchedules(cycles, boundaries);
  }

  /**
   * {@return {@code join_schedules}: schedules one after the other, each from its own step 1}
   *
   * @param schedules at least one
   * @param boundaries the steps after which the next one begins, ascending, one fewer
   * @throws IllegalArgumentException if the numbers do not fit or do not ascend
   */
  public static Schedule joinSchedules(List<? extends Schedule> schedules, long... boundaries) {
    Objects.requireNonNull(schedules, "schedules");
    return Joined.of(schedules, Objects.requireNonNull(boundaries, "boundaries"));
  }

  /**
   * {@return {@code contrib.reduce_on_plateau} with its defaults: a tenth after ten bad reports}
   * Its options are those of {@link ReduceOnPlateau}: {@code rtol} is the relative threshold, 1e-4,
   * and {@code min_scale} the minimum. {@code patience} is the number of the bad report at which
   * the scale falls, one more than {@link ReduceOnPlateau#of}'s.
   */
  public static ReduceOnPlateau reduceOnPlateau() {
    return reduceOnPlateau(0.1, 10);
  }

  /**
   * {@return {@code contrib.reduce_on_plateau}; see {@link #reduceOnPlateau()}}
   *
   * @param factor what the rate is multiplied by, above 0 and below 1
   * @param patience the bad report in a row at which the scale falls, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static ReduceOnPlateau reduceOnPlateau(double factor, long patience) {
    return ReduceOnPlateau.of(factor, patience - 1).withEpsilon(0);
  }
}
