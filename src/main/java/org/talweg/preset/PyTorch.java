// SPDX-License-Identifier: Apache-2.0
package org.talweg.preset;

import java.util.List;
import java.util.Objects;
import java.util.function.LongToDoubleFunction;
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
import org.talweg.schedule.OneCycle;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;

/**
 * The rules of {@code torch.optim} and the schedulers of {@code torch.optim.lr_scheduler} with
 * their names and defaults, most of which are those of the library.
 *
 * <pre>{@code
 * Trainer.of(PyTorch.adamw(), parameters)
 * PyTorch.adam().withLearningRate(PyTorch.stepLR(1e-3, 30))
 * }</pre>
 *
 * <p>A schedule counts steps from 1; k in the formulas is the number of steps done before, from 0,
 * which is PyTorch's {@code last_epoch}. Counted in epochs there, it is {@code
 * schedule.perEpoch(stepsPerEpoch)} here.
 *
 * <p>Weight decay that is not AdamW's is {@code WeightDecay.l2} there, and 0 by default.
 */
public final class PyTorch {
  private PyTorch() {}

  /** {@return {@code SGD} without momentum at 0.001, the framework's default} */
  public static Sgd sgd() {
    return sgd(1e-3);
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
   * {@return {@code SGD} with momentum}
   *
   * @param learningRate η, zero or positive and finite
   * @param momentum μ, in [0, 1)
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Momentum momentum(double learningRate, double momentum) {
    return Momentum.of(learningRate).withMomentum(momentum);
  }

  /** {@return {@code Adagrad} at 0.01, the framework's default} */
  public static AdaGrad adagrad() {
    return adagrad(1e-2);
  }

  /**
   * {@return {@code Adagrad}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaGrad adagrad(double learningRate) {
    return AdaGrad.of(learningRate);
  }

  /** {@return {@code RMSprop} at 0.01, the framework's default} */
  public static RmsProp rmsprop() {
    return rmsprop(1e-2);
  }

  /**
   * {@return {@code RMSprop}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static RmsProp rmsprop(double learningRate) {
    return RmsProp.of(learningRate);
  }

  /** {@return {@code Adam} at 0.001, the framework's default} */
  public static Adam adam() {
    return adam(1e-3);
  }

  /**
   * {@return {@code Adam}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam adam(double learningRate) {
    return Adam.of(learningRate);
  }

  /** {@return {@code Adadelta}: ρ = 0.9 at 1, the framework's default} */
  public static Adadelta adadelta() {
    return adadelta(1);
  }

  /**
   * {@return {@code Adadelta}: ρ = 0.9}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adadelta adadelta(double learningRate) {
    return Adadelta.of(learningRate).withDecay(0.9);
  }

  /** {@return {@code Adamax} at 0.002, the framework's default} */
  public static AdaMax adamax() {
    return adamax(2e-3);
  }

  /**
   * {@return {@code Adamax}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaMax adamax(double learningRate) {
    return AdaMax.of(learningRate);
  }

  /** {@return {@code NAdam} at 0.002, the framework's default, with its product of floats} */
  public static NAdam nadam() {
    return nadam(2e-3);
  }

  /**
   * {@return {@code NAdam}, with the framework's product of floats}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static NAdam nadam(double learningRate) {
    return NAdam.of(learningRate).withFloatNumbers(true);
  }

  /** {@return {@code Rprop} at 0.01, the framework's default} */
  public static Rprop rprop() {
    return rprop(1e-2);
  }

  /**
   * {@return {@code Rprop}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Rprop rprop(double learningRate) {
    return Rprop.of(learningRate);
  }

  /** {@return {@code Adafactor} at 0.01, the framework's default} */
  public static Adafactor adafactor() {
    return adafactor(1e-2);
  }

  /**
   * {@return {@code Adafactor}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adafactor adafactor(double learningRate) {
    return Adafactor.of(learningRate);
  }

  /** {@return {@code ASGD} at 0.01, the framework's default, with its rate and share as floats} */
  public static Asgd asgd() {
    return asgd(1e-2);
  }

  /**
   * {@return {@code ASGD}, with the framework's rate and share as floats}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Asgd asgd(double learningRate) {
    return Asgd.of(learningRate).withFloatNumbers(true);
  }

  /** {@return {@code RAdam} at 0.001, the framework's default} */
  public static RAdam radam() {
    return radam(1e-3);
  }

  /**
   * {@return {@code RAdam}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static RAdam radam(double learningRate) {
    return RAdam.of(learningRate);
  }

  /** {@return {@code AdamW} with λ = 0.01 at 0.001, the framework's default} */
  public static AdamW adamw() {
    return adamw(1e-3);
  }

  /**
   * {@return {@code AdamW} with λ = 0.01}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdamW adamw(double learningRate) {
    return AdamW.of(learningRate).withWeightDecay(0.01);
  }

  /**
   * {@return {@code Muon} with λ = 0.1, in the parameter's own precision at 0.001, the framework's
   * default}
   */
  public static Muon muon() {
    return muon(1e-3);
  }

  /**
   * {@return {@code Muon} with λ = 0.1, in the parameter's own precision}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Muon muon(double learningRate) {
    return Muon.of(learningRate).withWeightDecay(0.1);
  }

  /**
   * {@return {@code LambdaLR}: lr · f(k)} A lambda has no text; {@link Schedule#named} gives it a
   * name, by which a checkpoint knows it.
   *
   * @param lr the optimizer's rate
   * @param lrLambda f, of the number of steps done, from 0
   */
  public static Schedule lambdaLR(double lr, LongToDoubleFunction lrLambda) {
    Objects.requireNonNull(lrLambda, "lrLambda");
    if (!Double.isFinite(lr)) {
      throw new IllegalArgumentException("lr must be finite, but was " + lr);
    }
    return step -> lr * lrLambda.applyAsDouble(step - 1);
  }

  /**
   * {@return {@code MultiplicativeLR}: lr · f(1) · … · f(k), taken now and for so many steps; the
   * last value stays}
   *
   * @param lr the optimizer's rate
   * @param lrLambda f, of the number of steps done, from 1
   * @param steps how many steps there are, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule multiplicativeLR(double lr, LongToDoubleFunction lrLambda, int steps) {
    Objects.requireNonNull(lrLambda, "lrLambda");
    return Schedule.multiplicative(lr, lrLambda::applyAsDouble, steps);
  }

  /**
   * {@return {@code StepLR} with the default γ, 0.1}
   *
   * @param lr the optimizer's rate
   * @param stepSize the steps between two changes, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule stepLR(double lr, long stepSize) {
    return stepLR(lr, stepSize, 0.1);
  }

  /**
   * {@return {@code StepLR}: lr · γ^⌊k / step_size⌋}
   *
   * @param lr the optimizer's rate
   * @param stepSize the steps between two changes, at least 1
   * @param gamma γ, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule stepLR(double lr, long stepSize, double gamma) {
    return Schedule.step(lr, stepSize, gamma);
  }

  /**
   * {@return {@code MultiStepLR} with the default γ, 0.1}
   *
   * @param lr the optimizer's rate
   * @param milestones the steps after which the rate changes, ascending, each at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule multiStepLR(double lr, long... milestones) {
    return multiStepLR(lr, milestones, 0.1);
  }

  /**
   * {@return {@code MultiStepLR}: lr times γ for each milestone passed}
   *
   * @param lr the optimizer's rate
   * @param milestones the steps after which the rate changes, ascending, each at least 1
   * @param gamma γ, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule multiStepLR(double lr, long[] milestones, double gamma) {
    return Schedule.multiStep(lr, gamma, milestones);
  }

  /**
   * {@return {@code ConstantLR} with its defaults: a third of the rate for five steps}
   *
   * @param lr the optimizer's rate
   * @throws IllegalArgumentException if it is not finite
   */
  public static Schedule constantLR(double lr) {
    return constantLR(lr, 1.0 / 3, 5);
  }

  /**
   * {@return {@code ConstantLR}: lr · factor for some steps, then lr}
   *
   * @param lr the optimizer's rate
   * @param factor what the rate is multiplied by at first
   * @param totalIters the steps for which it is, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule constantLR(double lr, double factor, long totalIters) {
    return Schedule.constant(lr * factor).then(totalIters, lr);
  }

  /**
   * {@return {@code LinearLR} with its defaults: from a third of the rate to the rate in five
   * steps}
   *
   * @param lr the optimizer's rate
   * @throws IllegalArgumentException if it is not finite
   */
  public static Schedule linearLR(double lr) {
    return linearLR(lr, 1.0 / 3, 1, 5);
  }

  /**
   * {@return {@code LinearLR}: a line from lr · start_factor to lr · end_factor}
   *
   * @param lr the optimizer's rate
   * @param startFactor what the rate is multiplied by at first
   * @param endFactor what it is multiplied by in the end
   * @param totalIters the steps from one to the other, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule linearLR(
      double lr, double startFactor, double endFactor, long totalIters) {
    return Schedule.linear(lr * startFactor, lr * endFactor, totalIters);
  }

  /**
   * {@return {@code ExponentialLR}: lr · γ^k}
   *
   * @param lr the optimizer's rate
   * @param gamma γ, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule exponentialLR(double lr, double gamma) {
    return Schedule.exponential(lr, gamma);
  }

  /**
   * {@return {@code PolynomialLR} with its defaults: a line to 0 in five steps}
   *
   * @param lr the optimizer's rate
   * @throws IllegalArgumentException if it is not finite
   */
  public static Schedule polynomialLR(double lr) {
    return polynomialLR(lr, 5, 1);
  }

  /**
   * {@return {@code PolynomialLR}: lr · (1 − k / total_iters)^power, then 0}
   *
   * @param lr the optimizer's rate
   * @param totalIters the steps to 0, at least 1
   * @param power the exponent, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule polynomialLR(double lr, long totalIters, double power) {
    return Schedule.polynomial(lr, 0, totalIters, power);
  }

  /**
   * {@return {@code CosineAnnealingLR} down to 0, the default}
   *
   * @param lr the optimizer's rate
   * @param tMax T_max, the steps of half a period, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineAnnealingLR(double lr, long tMax) {
    return cosineAnnealingLR(lr, tMax, 0);
  }

  /**
   * {@return {@code CosineAnnealingLR}: half a cosine down to η_min in T_max steps, up again in as
   * many, and so on}
   *
   * @param lr the optimizer's rate
   * @param tMax T_max, the steps of half a period, at least 1
   * @param etaMin η_min, the lowest rate
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineAnnealingLR(double lr, long tMax, double etaMin) {
    Schedule down = Schedule.cosine(lr, etaMin, tMax);
    return down.then(tMax, Schedule.cosine(etaMin, lr, tMax)).repeat(2 * tMax);
  }

  /**
   * {@return {@code CosineAnnealingWarmRestarts} with its defaults: periods of equal length, down
   * to 0}
   *
   * @param lr the optimizer's rate
   * @param t0 T_0, the steps of the first period, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineAnnealingWarmRestarts(double lr, long t0) {
    return cosineAnnealingWarmRestarts(lr, t0, 1, 0);
  }

  /**
   * {@return {@code CosineAnnealingWarmRestarts}: half a cosine down to η_min, then again, each
   * period T_mult times as long as the one before}
   *
   * @param lr the optimizer's rate
   * @param t0 T_0, the steps of the first period, at least 1
   * @param tMult T_mult, at least 1
   * @param etaMin η_min, the lowest rate
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cosineAnnealingWarmRestarts(
      double lr, long t0, long tMult, double etaMin) {
    return Schedule.cosineRestarts(lr, etaMin, t0, (double) tMult);
  }

  /**
   * {@return {@code OneCycleLR} with its defaults} Its options are {@link OneCycle}'s: {@code
   * pct_start} is {@code withRise}, {@code anneal_strategy='linear'} is {@code withLinear(true)},
   * {@code three_phase} is {@code withThreePhases}, {@code div_factor} and {@code final_div_factor}
   * are {@code withDivisors}. The momentum that goes with it by default is {@code momentum(0.95,
   * 0.85)}.
   *
   * @param maxLr the highest rate
   * @param totalSteps the number of all steps: epochs · steps_per_epoch
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static OneCycle oneCycleLR(double maxLr, long totalSteps) {
    return Schedule.oneCycle(maxLr, totalSteps);
  }

  /**
   * {@return {@code CyclicLR} in mode {@code triangular}, with 2,000 steps up and 2,000 down, the
   * default}
   *
   * @param baseLr the lowest rate
   * @param maxLr the highest rate
   * @throws IllegalArgumentException if a number is not finite
   */
  public static Schedule cyclicLR(double baseLr, double maxLr) {
    return cyclicLR(baseLr, maxLr, 2000, 2000);
  }

  /**
   * {@return {@code CyclicLR} in mode {@code triangular}, the default} Its momentum is the cycle
   * {@code cyclicLR(max_momentum, base_momentum, stepSizeUp, stepSizeDown)}, by default of 0.9 and
   * 0.8.
   *
   * @param baseLr the lowest rate
   * @param maxLr the highest rate
   * @param stepSizeUp the steps up, at least 1
   * @param stepSizeDown the steps down, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cyclicLR(double baseLr, double maxLr, long stepSizeUp, long stepSizeDown) {
    return Schedule.cyclic(baseLr, maxLr, stepSizeUp, stepSizeDown);
  }

  /**
   * {@return {@code CyclicLR} with a {@code scale_fn}: {@link #triangular2} and {@link #expRange}
   * are the modes of those names}
   *
   * @param baseLr the lowest rate
   * @param maxLr the highest rate where the scale is 1
   * @param stepSizeUp the steps up, at least 1
   * @param stepSizeDown the steps down, at least 1
   * @param scaleFn the factor of the height, by step
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule cyclicLR(
      double baseLr, double maxLr, long stepSizeUp, long stepSizeDown, Schedule scaleFn) {
    return Schedule.cyclic(baseLr, maxLr, stepSizeUp, stepSizeDown, scaleFn);
  }

  /**
   * {@return the scale of {@code CyclicLR} in mode {@code triangular2}: half as high in each cycle
   * as in the one before}
   *
   * @param stepSizeUp the steps up, at least 1
   * @param stepSizeDown the steps down, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule triangular2(long stepSizeUp, long stepSizeDown) {
    return Schedule.step(1, Math.addExact(stepSizeUp, stepSizeDown), 0.5);
  }

  /**
   * {@return the scale of {@code CyclicLR} in mode {@code exp_range}: γ^k}
   *
   * @param gamma γ, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static Schedule expRange(double gamma) {
    return Schedule.exponential(1, gamma);
  }

  /**
   * {@return {@code SequentialLR}: schedules one after the other, each from its own step 1} The
   * framework does so but for {@code MultiplicativeLR} later than first, {@code OneCycleLR}, {@code
   * CyclicLR} first, and a {@code SequentialLR} inside another, which it computes from rates that
   * others left behind.
   *
   * @param schedulers at least one
   * @param milestones the steps after which the next one begins, ascending, one fewer
   * @throws IllegalArgumentException if the numbers do not fit or do not ascend
   */
  public static Schedule sequentialLR(List<? extends Schedule> schedulers, long... milestones) {
    Objects.requireNonNull(schedulers, "schedulers");
    return Joined.of(schedulers, Objects.requireNonNull(milestones, "milestones"));
  }

  /**
   * {@return {@code ChainedScheduler}: the product of what each schedule makes of the rate} So it
   * is in the framework for {@code StepLR}, {@code MultiStepLR}, {@code ExponentialLR}, {@code
   * ConstantLR}, {@code LinearLR}, {@code PolynomialLR}, {@code MultiplicativeLR} and, up to T_max,
   * {@code CosineAnnealingLR} down to 0. The others set a rate of their own there, whatever came
   * before.
   *
   * @param lr the optimizer's rate, which each of them was made with; not 0
   * @param schedulers at least one
   * @throws IllegalArgumentException if the rate is 0 or not finite, or there is no schedule
   */
  public static Schedule chainedScheduler(double lr, Schedule... schedulers) {
    Objects.requireNonNull(schedulers, "schedulers");
    if (lr == 0 || !Double.isFinite(lr)) {
      throw new IllegalArgumentException("lr must be finite and not 0, but was " + lr);
    }
    if (schedulers.length == 0) {
      throw new IllegalArgumentException("schedulers must have at least one element");
    }
    Schedule product = Objects.requireNonNull(schedulers[0], "schedulers");
    for (int i = 1; i < schedulers.length; i++) {
      product = product.times(Objects.requireNonNull(schedulers[i], "schedulers").times(1 / lr));
    }
    return product;
  }

  /**
   * {@return {@code ReduceLROnPlateau} with its defaults: a tenth after ten bad reports} Its
   * options are those of {@link ReduceOnPlateau}; {@code min_lr} is divided by the rate.
   *
   * @param lr the optimizer's rate, positive, for ε = 1e-8 is of the rate there
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static ReduceOnPlateau reduceLROnPlateau(double lr) {
    return reduceLROnPlateau(lr, 0.1, 10);
  }

  /**
   * {@return {@code ReduceLROnPlateau}} Its other options are those of {@link ReduceOnPlateau};
   * {@code min_lr} is divided by the rate.
   *
   * @param lr the optimizer's rate, positive, for ε = 1e-8 is of the rate there
   * @param factor what the rate is multiplied by, above 0 and below 1
   * @param patience how many bad reports in a row are tolerated, at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static ReduceOnPlateau reduceLROnPlateau(double lr, double factor, long patience) {
    if (!(lr > 0 && Double.isFinite(lr))) {
      throw new IllegalArgumentException("lr must be positive and finite, but was " + lr);
    }
    return ReduceOnPlateau.of(factor, patience).withEpsilon(1e-8 / lr);
  }

  /**
   * {@return {@code SWALR} in ten steps, the default}
   *
   * @param lr the rate when it begins
   * @param swaLr the rate in the end
   * @throws IllegalArgumentException if a number is not finite
   */
  public static Schedule swaLR(double lr, double swaLr) {
    return swaLR(lr, swaLr, 10);
  }

  /**
   * {@return {@code SWALR} along a cosine, the default; {@link Schedule#linear} is its other
   * strategy} {@code schedule.then(start, PyTorch.swaLR(schedule.at(start + 1), swaLr, n))} begins
   * it.
   *
   * @param lr the rate when it begins
   * @param swaLr the rate in the end
   * @param annealEpochs the steps from one to the other, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Schedule swaLR(double lr, double swaLr, long annealEpochs) {
    return Schedule.cosine(lr, swaLr, annealEpochs);
  }
}
