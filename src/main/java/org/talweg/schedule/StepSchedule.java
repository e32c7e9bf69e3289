package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Powers;

record StepSchedule(double value, long every, double factor) implements Schedule {
  StepSchedule {
    Checks.finite("value", value);
    Checks.atLeastOne("the number of steps between changes", every);
    Checks.positive("factor", factor);
  }

  @Override
  public double at(long step) {
    return value * Powers.of(factor, (step - 1) / every);
  }

  @Override
  public String toString() {
    return "step(" + value + ", " + every + ", " + factor + ")";
  }
}
