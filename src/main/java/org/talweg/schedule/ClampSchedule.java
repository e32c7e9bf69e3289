// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record ClampSchedule(Schedule inside, double low, double high) implements Schedule, Written {
  ClampSchedule {
    Checks.finite("the lower bound", low);
    Checks.finite("the upper bound", high);
    if (low > high) {
      throw new IllegalArgumentException(
          "the lower bound must not be above the upper bound, but they were "
              + low
              + " and "
              + high);
    }
  }

  @Override
  public double at(long step) {
    return Math.max(low, Math.min(high, inside.at(step)));
  }

  @Override
  public String toString() {
    return ConstantSchedule.receiver(inside)
        + ".clamp("
        + Text.of(low)
        + ", "
        + Text.of(high)
        + ")";
  }
}
