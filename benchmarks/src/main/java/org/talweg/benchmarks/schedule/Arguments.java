package org.talweg.benchmarks.schedule;

import java.util.List;
import org.talweg.schedule.OneCycle;
import org.talweg.schedule.Schedule;

/**
 * What stands before a call and between its parentheses.
 *
 * @param call the call's signature, for messages
 * @param receiver what stands before the dot; for a call without one, not looked at
 */
record Arguments(String call, Part receiver, List<Part> parts) {
  private static final double LARGEST_WHOLE = 0x1p53;

  Schedule before() {
    return receiver.schedule();
  }

  long stepsBefore() {
    return receiver.steps();
  }

  OneCycle cycleBefore() {
    if (before() instanceof OneCycle cycle) {
      return cycle;
    }
    throw new IllegalArgumentException(call + " must follow oneCycle(…), but followed " + before());
  }

  Part part(int i) {
    return parts.get(i);
  }

  Schedule schedule(int i) {
    return parts.get(i).schedule();
  }

  double number(int i) {
    if (!schedule(i).isConstant()) {
      throw new IllegalArgumentException(
          "argument %d of %s must be a number, but was %s".formatted(i + 1, call, schedule(i)));
    }
    return schedule(i).at(1);
  }

  long steps(int i) {
    double number = number(i);
    if (number != Math.rint(number) || Math.abs(number) > LARGEST_WHOLE) {
      throw new IllegalArgumentException(
          "argument %d of %s must be a whole number, but was %s".formatted(i + 1, call, number));
    }
    return (long) number;
  }

  long[] stepsFrom(int first) {
    long[] steps = new long[parts.size() - first];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = steps(first + i);
    }
    return steps;
  }

  /** A flag is read as 1 or 0. */
  boolean flag(int i) {
    return number(i) != 0;
  }
}
