package org.talweg.schedule;

import java.util.Objects;

record ProductSchedule(Schedule first, Schedule second) implements Schedule {
  ProductSchedule {
    Objects.requireNonNull(second, "factor");
  }

  @Override
  public double at(long step) {
    return first.at(step) * second.at(step);
  }

  @Override
  public String toString() {
    return ConstantSchedule.receiver(first) + ".times(" + second + ")";
  }
}
