// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

/**
 * The value of a hyperparameter as a pure function of the step number: a learning rate, a momentum,
 * a β, a decay. The first step is 1, as in {@link org.talweg.training} and in the formulas of Adam;
 * so "every 30 steps" means that steps 1 to 30 have the first value and step 31 the second.
 * Formulas here have t for the step and k = t − 1 for the steps done before it, which is what
 * PyTorch, Keras and optax count. Being pure, a schedule has nothing to save: after a restart, the
 * step number alone gives the value.
 *
 * <p>Schedules are composed: {@code Schedule.cosine(0.1, 1000).warmUp(50)}, {@code
 * Schedule.constant(0.1).then(30, 0.01).then(60, 0.001)}. To schedule by epochs, wrap a schedule
 * that counts epochs: {@code Schedule.step(0.1, 30, 0.1).perEpoch(stepsPerEpoch)} multiplies the
 * value by 0.1 after every 30 epochs.
 *
 * <p>A lambda is a schedule too: {@code Schedule s = t -> 0.1 / Math.sqrt(t)}; {@linkplain #named a
 * name} lets it be written and compared. A value may be any finite number; which of them a
 * hyperparameter can take is for its owner to check, at the step where it occurs.
 *
 * <p>The schedules made here are values: they have equality, allocate nothing in {@link #at}, and
 * print as the call that makes them, in its simplest form: {@code constant(0.1).times(0.5)} is
 * {@code 0.05}. They never fail in {@code at}, up to step 2⁶³ − 1.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * {@return the value in force at a step}
   *
   * @param step the number of the step, from 1
   */
  double at(long step);

  /**
   * {@return whether the value is known to be the same at every step, so that it need not be asked
   * for again} True of what {@link #constant} makes, and of compositions of constants alone.
   */
  default boolean isConstant() {
    return false;
  }

  /**
   * {@return the same value for every step}
   *
   * @param value the value, finite
   * @throws IllegalArgumentException if the value is not finite
   */
  static Schedule constant(double value) {
    return new ConstantSchedule(value);
  }

  /**
   * {@return a function with a name} A lambda, or an object of a class of one's own, has no text:
   * it can't be written, and a run that uses it can't be known again. The name stands for it, and
   * two named schedules are equal if their names are; so change the name with the function.
   *
   * <pre>{@code
   * Schedule.named("inverse square root", t -> 0.1 / Math.sqrt(t))
   * }</pre>
   *
   * @param name not empty, without control characters
   * @param function the value by step
   * @throws IllegalArgumentException if the name is empty or holds control characters
   */
  static Schedule named(String name, Schedule function) {
    return new NamedSchedule(name, function);
  }

  /**
   * A staircase: value · factor^⌊k / every⌋. The value is multiplied by the factor after every
   * {@code every} steps. PyTorch: {@code StepLR}.
   *
   * @param value the first value
   * @param every the number of steps between two changes, at least 1
   * @param factor the factor by which the value is multiplied, positive
   * @return a staircase with steps of equal length
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule step(double value, long every, double factor) {
    return new StepSchedule(value, every, factor);
  }

  /**
   * A staircase with steps of any length: the value is multiplied by the factor after each of the
   * milestones. {@code multiStep(0.1, 0.1, 30, 60, 90)} is "multiply by 0.1 after 30, 60 and 90".
   * PyTorch: {@code MultiStepLR}. For values other than those of a constant factor, see {@link
   * #then(long, double)}.
   *
   * @param value the first value
   * @param factor the factor by which the value is multiplied, positive
   * @param milestones the steps after which it is multiplied, ascending, each at least 1
   * @return a staircase that changes at the milestones
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule multiStep(double value, double factor, long... milestones) {
    return new MultiStepSchedule(value, factor, milestones);
  }

  /**
   * Exponential decay: value · factor^k. PyTorch: {@code ExponentialLR}.
   *
   * @param value the first value
   * @param factor the factor for every step, positive
   * @return a geometric sequence of values
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule exponential(double value, double factor) {
    return exponential(value, factor, 1);
  }

  /**
   * Exponential decay by a factor in a number of steps: value · factor^(k / steps). Keras: {@code
   * ExponentialDecay}. Its staircase is {@link #step}.
   *
   * @param value the first value
   * @param factor the factor over so many steps, positive
   * @param steps the number of steps, at least 1
   * @return a geometric sequence of values
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule exponential(double value, double factor, long steps) {
    return new ExponentialSchedule(value, factor, steps);
  }

  /**
   * Inverse time decay: value / (1 + decay · k). Keras: {@code InverseTimeDecay}, whose staircase
   * is this {@link #perEpoch}.
   *
   * @param value the first value
   * @param decay how fast it falls: to the half after 1 / decay steps; zero or positive
   * @return a hyperbola
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule inverseTime(double value, double decay) {
    return new InverseTimeSchedule(value, decay);
  }

  /**
   * Inverse square root decay: value / √(1 + k / steps). With a warm-up of as many steps in front,
   * {@code inverseSqrt(peak, n).warmUp(n)}, it is peak · √(n / k), as in fairseq and T5.
   *
   * @param value the first value
   * @param steps how long it takes to fall to 1/√2, at least 1
   * @return a slow decay without an end
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule inverseSqrt(double value, long steps) {
    return new InverseSqrtSchedule(value, steps);
  }

  /**
   * The Transformer's learning rate: width^−½ · min(t^−½, t · warmUp^−³ᐟ²). It rises to 1 / √(width
   * · warmUp) at step {@code warmUp}, then falls with the inverse square root. Known as Noam;
   * Vaswani and others, "Attention Is All You Need", 2017, section 5.3.
   *
   * @param width the size of the model, d_model, at least 1
   * @param warmUp the number of steps to rise, at least 1
   * @return the rate; {@link #times(double)} scales it
   * @throws IllegalArgumentException if an argument is below 1
   */
  static Schedule noam(long width, long warmUp) {
    return new NoamSchedule(width, warmUp);
  }

  /**
   * A straight line: from + (to − from) · k / steps, then {@code to} for ever. PyTorch: {@code
   * LinearLR}; optax: {@code linear_schedule}.
   *
   * @param from the value at step 1
   * @param to the value from step {@code steps} + 1 on
   * @param steps the number of steps from one to the other, at least 1
   * @return a line that ends
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule linear(double from, double to, long steps) {
    return polynomial(from, to, steps, 1);
  }

  /**
   * Polynomial decay: to + (from − to) · (1 − k / steps)^power, then {@code to} for ever. PyTorch:
   * {@code PolynomialLR}; Keras: {@code PolynomialDecay}; optax: {@code polynomial_schedule}.
   *
   * @param from the value at step 1
   * @param to the value from step {@code steps} + 1 on
   * @param steps the number of steps from one to the other, at least 1
   * @param power 1 is a line; above 1 it is steep first, below 1 steep last; positive
   * @return a curve that ends
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule polynomial(double from, double to, long steps, double power) {
    return new TransitionSchedule(Curve.LINEAR, from, to, steps, power);
  }

  /**
   * Polynomial decay that starts again, each time over a longer way: to + (from − to) · (1 − k /
   * (steps · c))^power, where c = max(1, ⌈k / steps⌉). It comes to {@code to} after every {@code
   * steps} steps; the n-th time it starts at about (n − 1) / n of the way. Keras: {@code
   * PolynomialDecay(cycle=True)}.
   *
   * @param from the value at step 1
   * @param to the value at step {@code steps} + 1
   * @param steps the number of steps from one to the other, at least 1
   * @param power as in {@link #polynomial}, positive
   * @return a saw whose teeth grow shorter
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule polynomialCycles(double from, double to, long steps, double power) {
    return new PolynomialCyclesSchedule(from, to, steps, power);
  }

  /**
   * Half a cosine down to zero: {@link #cosine(double, double, long) cosine(from, 0, steps)}.
   *
   * @param from the value at step 1
   * @param steps the number of steps, at least 1
   * @return a curve that ends
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule cosine(double from, long steps) {
    return cosine(from, 0, steps);
  }

  /**
   * Half a cosine: to + (from − to) · (1 + cos(π · k / steps)) / 2, then {@code to} for ever.
   * PyTorch: {@code CosineAnnealingLR}, which comes up again after {@code T_max} (see {@link
   * #repeat}); Keras: {@code CosineDecay}; optax: {@code cosine_decay_schedule}. Loshchilov and
   * Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017.
   *
   * @param from the value at step 1
   * @param to the value from step {@code steps} + 1 on
   * @param steps the number of steps from one to the other, at least 1
   * @return a curve that ends
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule cosine(double from, double to, long steps) {
    return cosine(from, to, steps, 1);
  }

  /**
   * A power of half a cosine: to + (from − to) · ((1 + cos(π · k / steps)) / 2)^power, then {@code
   * to} for ever. optax: {@code cosine_decay_schedule(exponent=power)}.
   *
   * @param from the value at step 1
   * @param to the value from step {@code steps} + 1 on
   * @param steps the number of steps from one to the other, at least 1
   * @param power above 1 it falls earlier, below 1 later; positive
   * @return a curve that ends
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule cosine(double from, double to, long steps, double power) {
    return new TransitionSchedule(Curve.COSINE, from, to, steps, power);
  }

  /**
   * Half a cosine that starts again after every period: {@link #cosineRestarts(double, double,
   * long, double) cosineRestarts(from, to, period, 1)}.
   *
   * @param from the value at the start of a period
   * @param to the value towards which it falls
   * @param period the number of steps in a period, at least 1
   * @return periods of equal length
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule cosineRestarts(double from, double to, long period) {
    return cosineRestarts(from, to, period, 1);
  }

  /**
   * Half a cosine that starts again, with periods that grow: {@link #cosineRestarts(double, double,
   * long, double, double) cosineRestarts(from, to, period, growth, 1)}. PyTorch: {@code
   * CosineAnnealingWarmRestarts}.
   *
   * @param from the value at the start of a period
   * @param to the value towards which it falls
   * @param period the number of steps in the first period, at least 1
   * @param growth how many times longer each period is than the one before; 1, or at least 1.01
   * @return periods that grow
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule cosineRestarts(double from, double to, long period, double growth) {
    return cosineRestarts(from, to, period, growth, 1);
  }

  /**
   * Half a cosine that starts again, with periods that grow and starts that fall: in period i, from
   * 0, which is period · growthⁱ steps long, to + (from − to) · factorⁱ · (1 + cos(π · x)) / 2,
   * where x is the part of the period that is done. Keras: {@code CosineDecayRestarts}. Loshchilov
   * and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017.
   *
   * @param from the value at step 1
   * @param to the value towards which it falls
   * @param period the number of steps in the first period, at least 1
   * @param growth how many times longer each period is than the one before; 1, or at least 1.01
   * @param factor how many times higher each period starts above {@code to} than the one before;
   *     positive
   * @return periods that grow
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule cosineRestarts(
      double from, double to, long period, double growth, double factor) {
    return new CosineRestartsSchedule(from, to, period, growth, factor);
  }

  /**
   * One cycle: up to a peak, then down to almost nothing, with the momentum against it; see {@link
   * OneCycle}. PyTorch: {@code OneCycleLR}.
   *
   * @param peak the highest value
   * @param steps the number of all steps
   * @return a cycle with PyTorch's defaults
   * @throws IllegalArgumentException if the peak is not finite, or there are too few steps
   */
  static OneCycle oneCycle(double peak, long steps) {
    return OneCycle.of(peak, steps);
  }

  /**
   * Up and down in straight lines of equal length: {@link #cyclic(double, double, long, long)
   * cyclic(low, high, up, up)}.
   *
   * @param low the value at step 1
   * @param high the value after {@code up} steps
   * @param up the number of steps up, and of those down, at least 1
   * @return triangles without an end
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule cyclic(double low, double high, long up) {
    return cyclic(low, high, up, up);
  }

  /**
   * Up and down in straight lines. PyTorch: {@code CyclicLR}, mode {@code triangular}. The momentum
   * against it is a cycle from high to low: {@code cyclic(0.9, 0.8, up, down)}.
   *
   * @param low the value at step 1
   * @param high the value after {@code up} steps
   * @param up the number of steps up, at least 1
   * @param down the number of steps down, at least 1
   * @return triangles without an end
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule cyclic(double low, double high, long up, long down) {
    return cyclic(low, high, up, down, CyclicSchedule.TRIANGULAR);
  }

  /**
   * Up and down in straight lines whose height is a schedule: low + (high − low) · x ·
   * amplitude(t), where x rises from 0 to 1 in {@code up} steps and falls back in {@code down}
   * steps. PyTorch's other modes are {@code step(1, up + down, 0.5)} for {@code triangular2} and
   * {@code exponential(1, gamma)} for {@code exp_range}. Smith, "Cyclical Learning Rates for
   * Training Neural Networks", 2017.
   *
   * @param low the value at step 1
   * @param high the value after {@code up} steps where the amplitude is 1
   * @param up the number of steps up, at least 1
   * @param down the number of steps down, at least 1
   * @param amplitude the factor of the height
   * @return triangles without an end
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule cyclic(double low, double high, long up, long down, Schedule amplitude) {
    return new CyclicSchedule(low, high, up, down, amplitude);
  }

  /**
   * Warm-up, stable, decay: a line from 0 to the peak, the peak, and a line down to 0, where it
   * stays. The same as {@code constant(peak).then(stable, linear(peak, 0, decay)).warmUp(warmUp)};
   * write that for another decay. Hu and others, "MiniCPM", 2024.
   *
   * @param peak the value in the middle
   * @param warmUp the number of steps to rise, at least 1
   * @param stable the number of steps at the peak, at least 1
   * @param decay the number of steps to fall, at least 1
   * @return a trapezium
   * @throws IllegalArgumentException if an argument is outside its range
   */
  static Schedule warmUpStableDecay(double peak, long warmUp, long stable, long decay) {
    Schedule flatThenDown = constant(peak).then(stable, linear(peak, 0, decay));
    return flatThenDown.warmUp(warmUp);
  }

  /**
   * A decay rate β whose half-life rises in proportion to the step, from one to another: with h(β)
   * = 1 / ln β and x = t / steps, h(β(t)) = (1 − x)·h(from) + x·h(to), and {@code to} from the last
   * of the steps on. The warm-up of a slow average in {@code AdEMAMix}.
   *
   * @param from the decay rate to start near, in (0, 1)
   * @param to the decay rate to end with, in (0, 1)
   * @param steps the number of steps, at least 1
   * @return a decay rate that rises
   * @throws IllegalArgumentException if there is no step
   */
  static Schedule halfLife(Schedule from, Schedule to, long steps) {
    return new HalfLifeSchedule(from, to, steps);
  }

  /**
   * A running product: value · factor(1) · … · factor(k), taken when the schedule is made; after
   * the last step the value stays. PyTorch: {@code MultiplicativeLR}, whose factors may be any
   * function. If they are all the same, use {@link #exponential}.
   *
   * @param value the first value
   * @param factor the factor after each step
   * @param steps the number of steps, at least 1; 8 bytes are kept for each
   * @return the products
   * @throws IllegalArgumentException if the value or a factor is not finite, or there is no step
   */
  static Schedule multiplicative(double value, Schedule factor, int steps) {
    return new MultiplicativeSchedule(value, factor, steps);
  }

  /**
   * {@return this schedule for some steps, then another, which counts from its own step 1} Where
   * this is such a sequence already, the steps are those of the whole: {@code a.then(10,
   * b).then(30, c)} has 10 steps of a, 20 of b, and then c. PyTorch: {@code SequentialLR}; optax:
   * {@code join_schedules}.
   *
   * @param after the number of steps of this schedule, at least 1
   * @param next the schedule for all later steps
   * @throws IllegalArgumentException if the number is below 1
   */
  default Schedule then(long after, Schedule next) {
    return isConstant() && equals(next) && after >= 1
        ? this
        : SequenceSchedule.of(this, after, next);
  }

  /**
   * {@return this schedule for some steps, then a constant} A piecewise constant is {@code
   * constant(0.1).then(30, 0.01).then(60, 0.001)}.
   *
   * @param after the number of steps of this schedule, at least 1
   * @param next the value for all later steps
   * @throws IllegalArgumentException if the number is below 1, or the value is not finite
   */
  default Schedule then(long after, double next) {
    return then(after, constant(next));
  }

  /**
   * {@return a line from 0 to the first value of this schedule, then this schedule from its own
   * step 1} As in optax, Keras and Transformers, the value at step 1 is 0.
   *
   * @param steps the number of steps to warm up, at least 1
   * @throws IllegalArgumentException if the number is below 1
   */
  default Schedule warmUp(long steps) {
    return warmUp(0, steps);
  }

  /**
   * {@return a line to the first value of this schedule, then this schedule from its own step 1}
   * For another warm-up, put it in front: {@code cosine(0, 0.1, 50).then(50, schedule)}. For one
   * that does not delay the schedule, multiply: {@code schedule.times(linear(0.1, 1, 50))}.
   *
   * @param from the value at step 1
   * @param steps the number of steps to warm up, at least 1
   * @throws IllegalArgumentException if the number is below 1, or a value is not finite
   */
  default Schedule warmUp(double from, long steps) {
    return linear(from, at(1), steps).then(steps, this);
  }

  /**
   * {@return this schedule times another, at each step} PyTorch: {@code ChainedScheduler}, {@code
   * LambdaLR}.
   *
   * @param factor the other schedule
   */
  default Schedule times(Schedule factor) {
    return ProductSchedule.of(this, factor);
  }

  /**
   * {@return this schedule times a number}
   *
   * @param factor the number, finite
   * @throws IllegalArgumentException if the number is not finite
   */
  default Schedule times(double factor) {
    return times(constant(factor));
  }

  /**
   * {@return this schedule plus another, at each step}
   *
   * @param summand the other schedule
   */
  default Schedule plus(Schedule summand) {
    return SumSchedule.of(this, summand);
  }

  /**
   * {@return this schedule plus a number}
   *
   * @param summand the number, finite
   * @throws IllegalArgumentException if the number is not finite
   */
  default Schedule plus(double summand) {
    return plus(constant(summand));
  }

  /**
   * {@return this schedule where it is within bounds, and the nearer bound elsewhere}
   *
   * @param low the lower bound, finite
   * @param high the upper bound, finite, not below the lower
   * @throws IllegalArgumentException if a bound is not finite, or the lower is above the upper
   */
  default Schedule clamp(double low, double high) {
    ClampSchedule clamped = new ClampSchedule(this, low, high);
    return isConstant() ? constant(clamped.at(1)) : clamped;
  }

  /**
   * {@return the first steps of this schedule, again and again} PyTorch's {@code CosineAnnealingLR}
   * beyond {@code T_max} is {@code cosine(a, b, n).then(n, cosine(b, a, n)).repeat(2 * n)}.
   *
   * @param steps how many steps are repeated, at least 1
   * @throws IllegalArgumentException if the number is below 1
   */
  default Schedule repeat(long steps) {
    RepeatSchedule repeated = new RepeatSchedule(this, steps);
    return isConstant() ? this : repeated;
  }

  /**
   * {@return this schedule counted in epochs: its step 1 is the whole first epoch}
   *
   * @param stepsPerEpoch the number of optimizer steps in an epoch, at least 1: ⌈examples / batch⌉
   * @throws IllegalArgumentException if the number is below 1
   */
  default Schedule perEpoch(long stepsPerEpoch) {
    PerEpochSchedule perEpoch = new PerEpochSchedule(this, stepsPerEpoch);
    return isConstant() ? this : perEpoch;
  }
}
