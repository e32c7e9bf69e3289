package org.talweg.schedule;

import org.talweg.internal.Checks;

record InverseTimeSchedule(double value, double decay) implements Schedule {
  InverseTimeSchedule {
    Checks.finite("value", value);
    Checks.notNegative("decay", decay);
  }

  @Override
  public double at(long step) {
    return value / (1 + decay * (step - 1));
  }

  @Override
  public String toString() {
    return "inverseTime(" + value + ", " + decay + ")";
  }
}
