// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record InverseTimeSchedule(double value, double decay) implements Schedule, Written {
  InverseTimeSchedule {
    Checks.finite("value", value);
    Checks.notNegative("decay", decay);
  }

  @Override
  public double at(long step) {
    return value / (1 + decay * (step - 1));
  }

  @Override
  public String toString() {
    return "Schedule.inverseTime(" + Text.of(value) + ", " + Text.of(decay) + ")";
  }
}
