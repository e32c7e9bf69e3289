package org.talweg.schedule;

import org.talweg.internal.Checks;

record InverseSqrtSchedule(double value, long steps) implements Schedule {
  InverseSqrtSchedule {
    Checks.finite("value", value);
    Checks.atLeastOne("the number of steps", steps);
  }

  @Override
  public double at(long step) {
    return value / Math.sqrt(1 + (step - 1) / (double) steps);
  }

  @Override
  public String toString() {
    return "inverseSqrt(" + value + ", " + steps + ")";
  }
}
