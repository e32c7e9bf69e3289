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
 * A case of a fixture, in the fixture's order, and what a user of the library writes for it.
 *
 * @param single whether the reference computed at least its cosine in single precision
 */
record GoldenSchedule(String name, Schedule schedule, boolean single) {
  GoldenSchedule(String name, Schedule schedule) {
    this(name, schedule, false);
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
        new GoldenSchedule("StepLR", step(0.1, 30, 0.1)),
        new GoldenSchedule("MultiStepLR", multiStep(0.1, 0.1, 30, 60, 90)),
        new GoldenSchedule("ExponentialLR", exponential(0.1, 0.97)),
        new GoldenSchedule(
            "CosineAnnealingLR",
            cosine(0.1, 0.001, 100).then(100, cosine(0.001, 0.1, 100)).repeat(200)),
        new GoldenSchedule("CosineAnnealingWarmRestarts", cosineRestarts(0.1, 0.001, 20, 2)),
        new GoldenSchedule("LinearLR", linear(0.01, 0.1, 20)),
        new GoldenSchedule("ConstantLR", constant(0.025).then(15, 0.1)),
        new GoldenSchedule("PolynomialLR", polynomial(0.1, 0, 80, 2)),
        new GoldenSchedule("OneCycleLR", oneCycle(0.5, 120)),
        new GoldenSchedule(
            "OneCycleLR", oneCycle(0.5, 120).withRise(0.2).withLinear(true).withThreePhases(true)),
        new GoldenSchedule("CyclicLR", cyclic(0.01, 0.1, 10)),
        new GoldenSchedule("CyclicLR", cyclic(0.01, 0.1, 10, 10, exponential(1, 0.99))),
        new GoldenSchedule("SequentialLR", cosine(0.1, 110).warmUp(0.001, 10)));
  }

  /** More of PyTorch: what composes, and the momentum against the rate. */
  static List<GoldenSchedule> pytorchMore() {
    OneCycle threePhases = oneCycle(0.5, 40).withThreePhases(true).withDivisors(10, 100);
    Schedule halving = step(1, 4 + 7, 0.5);
    return List.of(
        new GoldenSchedule("OneCycleLR", oneCycle(0.5, 40)),
        new GoldenSchedule("OneCycleLR momentum", oneCycle(0.5, 40).momentum(0.95, 0.85)),
        new GoldenSchedule("OneCycleLR", threePhases),
        new GoldenSchedule("OneCycleLR momentum", threePhases.momentum(0.9, 0.8)),
        new GoldenSchedule("CyclicLR", cyclic(0.01, 0.1, 4, 7, halving)),
        new GoldenSchedule("CyclicLR momentum", cyclic(0.9, 0.8, 4, 7, halving)),
        new GoldenSchedule(
            "MultiplicativeLR", multiplicative(0.1, k -> 1 - 1.0 / ((k + 1) * (k + 1)), 40)),
        new GoldenSchedule("LambdaLR", t -> 0.1 / (1 + (t - 1) * (t - 1))),
        new GoldenSchedule(
            "ChainedScheduler", exponential(0.1, 0.9).times(constant(0.1).then(20, 1))),
        new GoldenSchedule("SequentialLR", constant(0.01).then(20, exponential(0.1, 0.9))));
  }

  /**
   * Keras. Its cosine has been computed in single precision: {@code keras.ops.cos} casts a float64
   * to the result type of float64 and a Python float, which Keras 3.15 takes to be float32.
   */
  static List<GoldenSchedule> keras() {
    return List.of(
        new GoldenSchedule("ExponentialDecay", exponential(0.1, 0.5, 20)),
        new GoldenSchedule("ExponentialDecay", step(0.1, 20, 0.5)),
        new GoldenSchedule(
            "PiecewiseConstantDecay",
            constant(0.1).then(31, 0.01).then(61, 0.001).then(91, 0.0001)),
        new GoldenSchedule("PolynomialDecay", polynomial(0.1, 0.001, 80, 2)),
        new GoldenSchedule("PolynomialDecay", polynomialCycles(0.1, 0.01, 30, 1)),
        new GoldenSchedule("InverseTimeDecay", inverseTime(0.1, 0.5 / 10)),
        new GoldenSchedule("InverseTimeDecay", inverseTime(0.1, 0.5).perEpoch(10)),
        new GoldenSchedule("CosineDecay", cosine(0.1, 0.05 * 0.1, 100), true),
        new GoldenSchedule("CosineDecay", cosine(0.1, 80).warmUp(20), true),
        new GoldenSchedule(
            "CosineDecayRestarts", cosineRestarts(0.1, 0.02 * 0.1, 15, 2, 0.8), true));
  }

  /** Optax. */
  static List<GoldenSchedule> optax() {
    return List.of(
        new GoldenSchedule("constant_schedule", constant(0.1)),
        new GoldenSchedule("linear_schedule", constant(0.1).then(10, linear(0.1, 0.001, 80))),
        new GoldenSchedule(
            "polynomial_schedule", constant(0.1).then(5, polynomial(0.1, 0.001, 80, 2))),
        new GoldenSchedule(
            "exponential_decay",
            constant(0.1).then(10, exponential(0.1, 0.5, 20)).clamp(0.004, 0.1)),
        new GoldenSchedule("exponential_decay", step(0.1, 20, 0.5)),
        new GoldenSchedule("piecewise_constant_schedule", multiStep(0.1, 0.1, 30, 60, 90)),
        new GoldenSchedule("cosine_decay_schedule", cosine(0.1, 0.05 * 0.1, 100, 1.5)),
        new GoldenSchedule("warmup_cosine_decay_schedule", cosine(0.1, 0.001, 100 - 20).warmUp(20)),
        new GoldenSchedule(
            "warmup_exponential_decay_schedule", exponential(0.1, 0.6, 15).warmUp(20)),
        new GoldenSchedule("warmup_constant_schedule", linear(0, 0.1, 20)),
        new GoldenSchedule(
            "cosine_onecycle_schedule",
            cosine(0.1 / 25, 0.1, 30).then(30, cosine(0.1, 0.1 / 25e4, 70))),
        new GoldenSchedule(
            "linear_onecycle_schedule",
            linear(0.1 / 25, 0.1, 30)
                .then(30, linear(0.1, 0.1 / 25, 55))
                .then(85, linear(0.1 / 25, 0.1 / 25e4, 15))));
  }
}
