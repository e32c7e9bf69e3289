package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Powers;

record StepSchedule(double rate, long every, double factor) implements Schedule {
  StepSchedule {
    Checks.notNegative("learning rate", rate);
    Checks.atLeastOne("the number of steps between decays", every);
    Checks.positive("decay factor", factor);
  }

  @Override
  public double at(long step) {
    return rate * Powers.of(factor, (step - 1) / every);
  }
}
