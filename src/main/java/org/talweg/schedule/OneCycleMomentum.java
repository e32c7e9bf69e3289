package org.talweg.schedule;

import org.talweg.internal.Checks;

record OneCycleMomentum(OneCycle cycle, double high, double low) implements Schedule {
  OneCycleMomentum {
    Checks.finite("the high momentum", high);
    Checks.finite("the low momentum", low);
  }

  @Override
  public double at(long step) {
    return cycle.at(step, high, low, high);
  }

  @Override
  public String toString() {
    return cycle + ".momentum(" + high + ", " + low + ")";
  }
}
