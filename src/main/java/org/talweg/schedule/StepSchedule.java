// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Powers;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record StepSchedule(double value, long every, double factor) implements Schedule, Written {
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
    return "Schedule.step(" + Text.of(value) + ", " + Text.of(every) + ", " + Text.of(factor) + ")";
  }
}
