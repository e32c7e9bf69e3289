package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Powers;

record ExponentialSchedule(double value, double factor, long steps) implements Schedule {
  ExponentialSchedule {
    Checks.finite("value", value);
    Checks.positive("factor", factor);
    Checks.atLeastOne("the number of steps", steps);
  }

  @Override
  public double at(long step) {
    long whole = (step - 1) / steps;
    long rest = (step - 1) % steps;
    double power = Powers.of(factor, whole);
    return value * (rest == 0 ? power : power * Powers.of(factor, (double) rest / steps));
  }

  @Override
  public String toString() {
    return "exponential(" + value + ", " + factor + (steps == 1 ? "" : ", " + steps) + ")";
  }
}
