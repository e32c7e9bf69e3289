package org.talweg.schedule;

import org.talweg.internal.Checks;

record NoamSchedule(long width, long warmUp) implements Schedule {
  NoamSchedule {
    Checks.atLeastOne("the width of the model", width);
    Checks.atLeastOne("the number of warm-up steps", warmUp);
  }

  @Override
  public double at(long step) {
    double rising = step / (warmUp * Math.sqrt((double) warmUp));
    double falling = 1 / Math.sqrt((double) step);
    return Math.min(rising, falling) / Math.sqrt((double) width);
  }

  @Override
  public String toString() {
    return "noam(" + width + ", " + warmUp + ")";
  }
}
