package org.talweg.schedule;

import java.util.Objects;

record SumSchedule(Schedule first, Schedule second) implements Schedule {
  SumSchedule {
    Objects.requireNonNull(second, "summand");
  }

  @Override
  public double at(long step) {
    return first.at(step) + second.at(step);
  }

  @Override
  public String toString() {
    return ConstantSchedule.receiver(first) + ".plus(" + second + ")";
  }
}
