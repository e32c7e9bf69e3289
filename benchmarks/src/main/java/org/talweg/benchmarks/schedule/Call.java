package org.talweg.benchmarks.schedule;

import java.util.List;
import java.util.function.Function;
import org.talweg.schedule.Schedule;

/**
 * A call that a text can hold.
 *
 * @param signature with the names of its arguments; one that ends in … takes any number of the last
 * @param follows whether it stands after a dot
 */
record Call(String signature, boolean follows, Function<Arguments, Part> make) {
  /** How many periods or decays are shown of what has no end. */
  private static final int REPEATED = 4;

  static final List<Call> FIRST =
      List.of(
          first("constant(value)", a -> Part.number(a.number(0))),
          first(
              "step(value, every, factor)",
              a ->
                  new Part(
                      Schedule.step(a.number(0), a.steps(1), a.number(2)), REPEATED * a.steps(1))),
          first("multiStep(value, factor, milestones…)", Call::multiStep),
          first(
              "exponential(value, factor)",
              a -> new Part(Schedule.exponential(a.number(0), a.number(1)), Part.NONE)),
          first(
              "exponential(value, factor, steps)",
              a ->
                  new Part(
                      Schedule.exponential(a.number(0), a.number(1), a.steps(2)),
                      REPEATED * a.steps(2))),
          first(
              "inverseTime(value, decay)",
              a -> new Part(Schedule.inverseTime(a.number(0), a.number(1)), Part.NONE)),
          first(
              "inverseSqrt(value, steps)",
              a -> new Part(Schedule.inverseSqrt(a.number(0), a.steps(1)), REPEATED * a.steps(1))),
          first(
              "noam(width, warmUp)",
              a -> new Part(Schedule.noam(a.steps(0), a.steps(1)), REPEATED * a.steps(1))),
          first(
              "linear(from, to, steps)",
              a -> new Part(Schedule.linear(a.number(0), a.number(1), a.steps(2)), a.steps(2))),
          first(
              "polynomial(from, to, steps, power)",
              a ->
                  new Part(
                      Schedule.polynomial(a.number(0), a.number(1), a.steps(2), a.number(3)),
                      a.steps(2))),
          first(
              "polynomialCycles(from, to, steps, power)",
              a ->
                  new Part(
                      Schedule.polynomialCycles(a.number(0), a.number(1), a.steps(2), a.number(3)),
                      REPEATED * a.steps(2))),
          first(
              "cosine(from, steps)",
              a -> new Part(Schedule.cosine(a.number(0), a.steps(1)), a.steps(1))),
          first(
              "cosine(from, to, steps)",
              a -> new Part(Schedule.cosine(a.number(0), a.number(1), a.steps(2)), a.steps(2))),
          first(
              "cosine(from, to, steps, power)",
              a ->
                  new Part(
                      Schedule.cosine(a.number(0), a.number(1), a.steps(2), a.number(3)),
                      a.steps(2))),
          first("cosineRestarts(from, to, period)", a -> cosineRestarts(a, 1, 1)),
          first("cosineRestarts(from, to, period, growth)", a -> cosineRestarts(a, a.number(3), 1)),
          first(
              "cosineRestarts(from, to, period, growth, factor)",
              a -> cosineRestarts(a, a.number(3), a.number(4))),
          first(
              "oneCycle(peak, steps)",
              a -> new Part(Schedule.oneCycle(a.number(0), a.steps(1)), a.steps(1))),
          first("cyclic(low, high, up)", a -> cyclic(a, a.steps(2), Schedule.constant(1))),
          first("cyclic(low, high, up, down)", a -> cyclic(a, a.steps(3), Schedule.constant(1))),
          first(
              "cyclic(low, high, up, down, amplitude)", a -> cyclic(a, a.steps(3), a.schedule(4))),
          first(
              "warmUpStableDecay(peak, warmUp, stable, decay)",
              a ->
                  new Part(
                      Schedule.warmUpStableDecay(a.number(0), a.steps(1), a.steps(2), a.steps(3)),
                      a.steps(1) + a.steps(2) + a.steps(3))),
          first(
              "multiplicative(value, factor, steps)",
              a ->
                  new Part(
                      Schedule.multiplicative(
                          a.number(0), a.schedule(1), Math.toIntExact(a.steps(2))),
                      a.steps(2))));

  static final List<Call> FOLLOWING =
      List.of(
          next(
              "then(after, next)",
              a ->
                  new Part(
                      a.before().then(a.steps(0), a.schedule(1)),
                      a.steps(0) + Math.max(a.part(1).steps(), a.steps(0) / REPEATED))),
          next(
              "warmUp(steps)",
              a -> new Part(a.before().warmUp(a.steps(0)), a.steps(0) + a.stepsBefore())),
          next(
              "warmUp(from, steps)",
              a ->
                  new Part(
                      a.before().warmUp(a.number(0), a.steps(1)), a.steps(1) + a.stepsBefore())),
          next(
              "times(factor)",
              a ->
                  new Part(
                      a.before().times(a.schedule(0)),
                      Math.max(a.stepsBefore(), a.part(0).steps()))),
          next(
              "plus(summand)",
              a ->
                  new Part(
                      a.before().plus(a.schedule(0)),
                      Math.max(a.stepsBefore(), a.part(0).steps()))),
          next(
              "clamp(low, high)",
              a -> new Part(a.before().clamp(a.number(0), a.number(1)), a.stepsBefore())),
          next(
              "repeat(steps)", a -> new Part(a.before().repeat(a.steps(0)), REPEATED * a.steps(0))),
          next(
              "perEpoch(stepsPerEpoch)",
              a ->
                  new Part(
                      a.before().perEpoch(a.steps(0)),
                      (long) ((double) a.steps(0) * a.stepsBefore()))),
          next(
              "withRise(rise)",
              a -> new Part(a.cycleBefore().withRise(a.number(0)), a.stepsBefore())),
          next(
              "withLinear(true)",
              a -> new Part(a.cycleBefore().withLinear(a.flag(0)), a.stepsBefore())),
          next(
              "withThreePhases(true)",
              a -> new Part(a.cycleBefore().withThreePhases(a.flag(0)), a.stepsBefore())),
          next(
              "withDivisors(start, end)",
              a ->
                  new Part(
                      a.cycleBefore().withDivisors(a.number(0), a.number(1)), a.stepsBefore())),
          next(
              "momentum(high, low)",
              a -> new Part(a.cycleBefore().momentum(a.number(0), a.number(1)), a.stepsBefore())));

  private static Call first(String signature, Function<Arguments, Part> make) {
    return new Call(signature, false, make);
  }

  private static Call next(String signature, Function<Arguments, Part> make) {
    return new Call(signature, true, make);
  }

  private static Part multiStep(Arguments a) {
    long[] milestones = a.stepsFrom(2);
    long last = milestones.length == 0 ? Part.NONE : milestones[milestones.length - 1];
    return new Part(
        Schedule.multiStep(a.number(0), a.number(1), milestones), last + last / REPEATED);
  }

  private static Part cosineRestarts(Arguments a, double growth, double factor) {
    Schedule schedule =
        Schedule.cosineRestarts(a.number(0), a.number(1), a.steps(2), growth, factor);
    double periods = growth == 1 ? REPEATED : 1 + growth + growth * growth;
    return new Part(schedule, (long) (periods * a.steps(2)));
  }

  private static Part cyclic(Arguments a, long down, Schedule amplitude) {
    long up = a.steps(2);
    return new Part(
        Schedule.cyclic(a.number(0), a.number(1), up, down, amplitude), REPEATED * (up + down));
  }

  String name() {
    return signature.substring(0, signature.indexOf('('));
  }

  /** Whether it can be called with so many arguments. */
  boolean takes(int arguments) {
    int named = signature.split(",", -1).length;
    return signature.endsWith("…)") ? arguments >= named - 1 : arguments == named;
  }
}
