package org.talweg.schedule;

import org.talweg.internal.Checks;

/**
 * A learning rate as a pure function of the step number. The first step is 1, as in {@link
 * org.talweg.training} and in the formulas of Adam; so "every 30 steps" means that steps 1 to 30
 * have the first rate and step 31 the second. Being pure, a schedule has nothing to save: after a
 * restart, the step number alone gives the rate.
 *
 * <p>To schedule by epochs, wrap a schedule that counts epochs: {@code Schedule.step(0.1, 30,
 * 0.1).perEpoch(stepsPerEpoch)} multiplies the rate by 0.1 after every 30 epochs.
 *
 * <p>A lambda is a schedule too: {@code Schedule s = t -> 0.1 / Math.sqrt(t)}. What it returns must
 * be finite and not negative; the trainer refuses anything else before it changes a parameter.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * {@return the rate in force at a step}
   *
   * @param step the number of the step, from 1
   */
  double at(long step);

  /**
   * {@return the same rate for every step}
   *
   * @param rate the rate, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  static Schedule constant(double rate) {
    return new ConstantSchedule(Checks.notNegative("learning rate", rate));
  }

  /**
   * Step decay: rate · factor^⌊(t − 1) / every⌋. The rate is multiplied by the factor after every
   * {@code every} steps. PyTorch: {@code StepLR}.
   *
   * @param rate the first rate, positive or zero
   * @param every the number of steps between two decays, at least 1
   * @param factor what the rate is multiplied by, positive
   * @return a staircase with steps of equal length
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule step(double rate, long every, double factor) {
    return new StepSchedule(rate, every, factor);
  }

  /**
   * Multi-step decay: the rate is multiplied by the factor after each of the milestones. {@code
   * multiStep(0.1, 0.1, 30, 60, 90)} is "multiply by 0.1 after 30, 60 and 90". PyTorch: {@code
   * MultiStepLR}.
   *
   * @param rate the first rate, positive or zero
   * @param factor what the rate is multiplied by, positive
   * @param milestones the steps after which it is, ascending, each at least 1
   * @return a staircase that falls at the milestones
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule multiStep(double rate, double factor, long... milestones) {
    return new MultiStepSchedule(rate, factor, milestones);
  }

  /**
   * Exponential decay: rate · factor^(t − 1). PyTorch: {@code ExponentialLR}.
   *
   * @param rate the first rate, positive or zero
   * @param factor what the rate is multiplied by after every step, positive
   * @return a geometric sequence of rates
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule exponential(double rate, double factor) {
    return new StepSchedule(rate, 1, factor);
  }

  /**
   * {@return this schedule counted in epochs: its step 1 is the whole first epoch}
   *
   * @param stepsPerEpoch the number of optimizer steps in an epoch, at least 1: ⌈examples / batch⌉
   * @throws IllegalArgumentException if the number is below 1
   */
  default Schedule perEpoch(long stepsPerEpoch) {
    return new PerEpochSchedule(this, stepsPerEpoch);
  }
}
