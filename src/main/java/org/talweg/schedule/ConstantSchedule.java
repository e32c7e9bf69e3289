package org.talweg.schedule;

import org.talweg.internal.Checks;

record ConstantSchedule(double value) implements Schedule {
  ConstantSchedule {
    Checks.finite("value", value);
  }

  @Override
  public double at(long step) {
    return value;
  }

  @Override
  public boolean isConstant() {
    return true;
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }

  /** A schedule's text in front of a dot, where a bare number would not read well. */
  static String receiver(Schedule schedule) {
    return schedule instanceof ConstantSchedule ? "constant(" + schedule + ")" : "" + schedule;
  }
}
