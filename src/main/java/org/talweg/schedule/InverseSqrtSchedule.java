// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record InverseSqrtSchedule(double value, long steps) implements Schedule, Written {
  InverseSqrtSchedule {
    Checks.finite("value", value);
    Checks.atLeastOne("the number of steps", steps);
  }

  @Override
  public double at(long step) {
    return value / Math.sqrt(1 + (step - 1) / (double) steps);
  }

  @Override
  public String toString() {
    return "Schedule.inverseSqrt(" + Text.of(value) + ", " + Text.of(steps) + ")";
  }
}
