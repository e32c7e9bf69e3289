// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Powers;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record ExponentialSchedule(double value, double factor, long steps) implements Schedule, Written {
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
    return "Schedule.exponential("
        + Text.of(value)
        + ", "
        + Text.of(factor)
        + (steps == 1 ? "" : ", " + Text.of(steps))
        + ")";
  }
}
