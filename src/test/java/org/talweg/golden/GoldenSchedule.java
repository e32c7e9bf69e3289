// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import static org.talweg.schedule.Schedule.constant;
import static org.talweg.schedule.Schedule.cosine;
import static org.talweg.schedule.Schedule.cosineRestarts;
import static org.talweg.schedule.Schedule.cyclic;
import static org.talweg.schedule.Schedule.exponential;
import static org.talweg.schedule.Schedule.inverseTime;
import static org.talweg.schedule.Schedule.linear;
import static org.talweg.schedule.Schedule.multiStep;
import static org.talweg.schedule.Schedule.multiplicative;
import static org.talweg.schedule.Schedule.oneCycle;
import static org.talweg.schedule.Schedule.polynomial;
import static org.talweg.schedule.Schedule.polynomialCycles;
import static org.talweg.schedule.Schedule.step;

import java.util.List;
import org.talweg.schedule.OneCycle;
import org.talweg.schedule.Schedule;

/**
 * A scheduler of another framework, and what a user of the library writes for it.
 *
 * @param name the scheduler, and "momentum" for what it makes of that
 * @param options its options
 * @param single whether the reference computed at least its cosine in single precision
 */
record GoldenSchedule(String name, String options, Schedule schedule, boolean single) {
  GoldenSchedule(String name, String options, Schedule schedule) {
    this(name, options, schedule, false);
  }

  /**
   * How far a rate may be from the reference's: 1e-12 of it, or a unit in the last place of a float
   * as large as 0.1, the largest rate, to which the error of a cosine is relative.
   */
  double tolerance(double rate) {
    return single ? 0x1p-23 * 0.1 : 1e-12 * rate;
  }

  /** PyTorch: all but ReduceLROnPlateau, which is no function of the step. */
  static List<GoldenSchedule> pytorch() {
    return List.of(
        new GoldenSchedule("StepLR", "step_size=30 gamma=0.1", step(0.1, 30, 0.1)),
        new GoldenSchedule(
            "MultiStepLR", "milestones=[30,60,90] gamma=0.1", multiStep(0.1, 0.1, 30, 60, 90)),
        new GoldenSchedule("ExponentialLR", "gamma=0.97", exponential(0.1, 0.97)),
        new GoldenSchedule(
            "CosineAnnealingLR",
            "T_max=100 eta_min=0.001",
            cosine(0.1, 0.001, 100).then(100, cosine(0.001, 0.1, 100)).repeat(200)),
        new GoldenSchedule(
            "CosineAnnealingWarmRestarts",
            "T_0=20 T_mult=2 eta_min=0.001",
            cosineRestarts(0.1, 0.001, 20, 2)),
        new GoldenSchedule("LinearLR", "start_factor=0.1 total_iters=20", linear(0.01, 0.1, 20)),
        new GoldenSchedule(
            "ConstantLR", "factor=0.25 total_iters=15", constant(0.025).then(15, 0.1)),
        new GoldenSchedule("PolynomialLR", "total_iters=80 power=2.0", polynomial(0.1, 0, 80, 2)),
        new GoldenSchedule("OneCycleLR", "max_lr=0.5 total_steps=120", oneCycle(0.5, 120)),
        new GoldenSchedule(
            "OneCycleLR",
            "max_lr=0.5 total_steps=120 pct_start=0.2 anneal_strategy=linear three_phase=true",
            oneCycle(0.5, 120).withRise(0.2).withLinear(true).withThreePhases(true)),
        new GoldenSchedule(
            "CyclicLR",
            "base_lr=0.01 max_lr=0.1 step_size_up=10 cycle_momentum=false",
            cyclic(0.01, 0.1, 10)),
        new GoldenSchedule(
            "CyclicLR",
            "base_lr=0.01 max_lr=0.1 step_size_up=10 mode=exp_range gamma=0.99 "
                + "cycle_momentum=false",
            cyclic(0.01, 0.1, 10, 10, exponential(1, 0.99))),
        new GoldenSchedule(
            "SequentialLR",
            "parts=[[LinearLR,{start_factor:0.01,total_iters:10}],"
                + "[CosineAnnealingLR,{T_max:110}]] milestones=[10]",
            cosine(0.1, 110).warmUp(0.001, 10)));
  }

  /** More of PyTorch: what composes, and the momentum against the rate. */
  static List<GoldenSchedule> pytorchMore() {
    OneCycle threePhases = oneCycle(0.5, 40).withThreePhases(true).withDivisors(10, 100);
    Schedule halving = step(1, 4 + 7, 0.5);
    return List.of(
        new GoldenSchedule("OneCycleLR", "max_lr=0.5 total_steps=40", oneCycle(0.5, 40)),
        new GoldenSchedule(
            "OneCycleLR momentum",
            "max_lr=0.5 total_steps=40",
            oneCycle(0.5, 40).momentum(0.95, 0.85)),
        new GoldenSchedule(
            "OneCycleLR",
            "max_lr=0.5 total_steps=40 three_phase=true div_factor=10 final_div_factor=100 "
                + "base_momentum=0.8 max_momentum=0.9",
            threePhases),
        new GoldenSchedule(
            "OneCycleLR momentum",
            "max_lr=0.5 total_steps=40 three_phase=true div_factor=10 final_div_factor=100 "
                + "base_momentum=0.8 max_momentum=0.9",
            threePhases.momentum(0.9, 0.8)),
        new GoldenSchedule(
            "CyclicLR",
            "base_lr=0.01 max_lr=0.1 step_size_up=4 step_size_down=7 mode=triangular2",
            cyclic(0.01, 0.1, 4, 7, halving)),
        new GoldenSchedule(
            "CyclicLR momentum",
            "base_lr=0.01 max_lr=0.1 step_size_up=4 step_size_down=7 mode=triangular2",
            cyclic(0.9, 0.8, 4, 7, halving)),
        new GoldenSchedule(
            "MultiplicativeLR",
            "lr_lambda=1 - 1 / (k + 1)^2",
            multiplicative(0.1, k -> 1 - 1.0 / ((k + 1) * (k + 1)), 40)),
        new GoldenSchedule(
            "LambdaLR", "lr_lambda=1 / (1 + k^2)", t -> 0.1 / (1 + (t - 1) * (t - 1))),
        new GoldenSchedule(
            "ChainedScheduler",
            "parts=[[ConstantLR,{factor:0.1,total_iters:20}],[ExponentialLR,{gamma:0.9}]]",
            exponential(0.1, 0.9).times(constant(0.1).then(20, 1))),
        new GoldenSchedule(
            "SequentialLR",
            "parts=[[ConstantLR,{factor:0.1,total_iters:20}],[ExponentialLR,{gamma:0.9}]] "
                + "milestones=[20]",
            constant(0.01).then(20, exponential(0.1, 0.9))));
  }

  /**
   * Keras. Its cosine has been computed in single precision: {@code keras.ops.cos} casts a float64
   * to the result type of float64 and a Python float, which Keras 3.15 takes to be float32.
   */
  static List<GoldenSchedule> keras() {
    return List.of(
        new GoldenSchedule(
            "ExponentialDecay",
            "initial_learning_rate=0.1 decay_steps=20 decay_rate=0.5",
            exponential(0.1, 0.5, 20)),
        new GoldenSchedule(
            "ExponentialDecay",
            "initial_learning_rate=0.1 decay_steps=20 decay_rate=0.5 staircase=true",
            step(0.1, 20, 0.5)),
        new GoldenSchedule(
            "PiecewiseConstantDecay",
            "boundaries=[30,60,90] values=[0.1,0.01,0.001,1.0E-4]",
            constant(0.1).then(31, 0.01).then(61, 0.001).then(91, 0.0001)),
        new GoldenSchedule(
            "PolynomialDecay",
            "initial_learning_rate=0.1 decay_steps=80 end_learning_rate=0.001 power=2.0",
            polynomial(0.1, 0.001, 80, 2)),
        new GoldenSchedule(
            "PolynomialDecay",
            "initial_learning_rate=0.1 decay_steps=30 end_learning_rate=0.01 cycle=true",
            polynomialCycles(0.1, 0.01, 30, 1)),
        new GoldenSchedule(
            "InverseTimeDecay",
            "initial_learning_rate=0.1 decay_steps=10 decay_rate=0.5",
            inverseTime(0.1, 0.5 / 10)),
        new GoldenSchedule(
            "InverseTimeDecay",
            "initial_learning_rate=0.1 decay_steps=10 decay_rate=0.5 staircase=true",
            inverseTime(0.1, 0.5).perEpoch(10)),
        new GoldenSchedule(
            "CosineDecay",
            "initial_learning_rate=0.1 decay_steps=100 alpha=0.05",
            cosine(0.1, 0.05 * 0.1, 100),
            true),
        new GoldenSchedule(
            "CosineDecay",
            "initial_learning_rate=0.0 decay_steps=80 warmup_target=0.1 warmup_steps=20",
            cosine(0.1, 80).warmUp(20),
            true),
        new GoldenSchedule(
            "CosineDecayRestarts",
            "initial_learning_rate=0.1 first_decay_steps=15 t_mul=2.0 m_mul=0.8 alpha=0.02",
            cosineRestarts(0.1, 0.02 * 0.1, 15, 2, 0.8),
            true));
  }

  /** Optax. */
  static List<GoldenSchedule> optax() {
    return List.of(
        new GoldenSchedule("constant_schedule", "value=0.1", constant(0.1)),
        new GoldenSchedule(
            "linear_schedule",
            "init_value=0.1 end_value=0.001 transition_steps=80 transition_begin=10",
            constant(0.1).then(10, linear(0.1, 0.001, 80))),
        new GoldenSchedule(
            "polynomial_schedule",
            "init_value=0.1 end_value=0.001 power=2.0 transition_steps=80 transition_begin=5",
            constant(0.1).then(5, polynomial(0.1, 0.001, 80, 2))),
        new GoldenSchedule(
            "exponential_decay",
            "init_value=0.1 transition_steps=20 decay_rate=0.5 transition_begin=10 end_value=0.004",
            constant(0.1).then(10, exponential(0.1, 0.5, 20)).clamp(0.004, 0.1)),
        new GoldenSchedule(
            "exponential_decay",
            "init_value=0.1 transition_steps=20 decay_rate=0.5 staircase=true",
            step(0.1, 20, 0.5)),
        new GoldenSchedule(
            "piecewise_constant_schedule",
            "init_value=0.1 boundaries_and_scales={30:0.1,60:0.1,90:0.1}",
            multiStep(0.1, 0.1, 30, 60, 90)),
        new GoldenSchedule(
            "cosine_decay_schedule",
            "init_value=0.1 decay_steps=100 alpha=0.05 exponent=1.5",
            cosine(0.1, 0.05 * 0.1, 100, 1.5)),
        new GoldenSchedule(
            "warmup_cosine_decay_schedule",
            "init_value=0.0 peak_value=0.1 warmup_steps=20 decay_steps=100 end_value=0.001",
            cosine(0.1, 0.001, 100 - 20).warmUp(20)),
        new GoldenSchedule(
            "warmup_exponential_decay_schedule",
            "init_value=0.0 peak_value=0.1 warmup_steps=20 transition_steps=15 decay_rate=0.6",
            exponential(0.1, 0.6, 15).warmUp(20)),
        new GoldenSchedule(
            "warmup_constant_schedule",
            "init_value=0.0 peak_value=0.1 warmup_steps=20",
            linear(0, 0.1, 20)),
        new GoldenSchedule(
            "cosine_onecycle_schedule",
            "transition_steps=100 peak_value=0.1",
            cosine(0.1 / 25, 0.1, 30).then(30, cosine(0.1, 0.1 / 25e4, 70))),
        new GoldenSchedule(
            "linear_onecycle_schedule",
            "transition_steps=100 peak_value=0.1",
            linear(0.1 / 25, 0.1, 30)
                .then(30, linear(0.1, 0.1 / 25, 55))
                .then(85, linear(0.1 / 25, 0.1 / 25e4, 15))));
  }
}
