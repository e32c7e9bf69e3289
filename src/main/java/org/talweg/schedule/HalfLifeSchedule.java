// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record HalfLifeSchedule(Schedule from, Schedule to, long steps) implements Schedule, Written {
  HalfLifeSchedule {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Checks.atLeastOne("the number of steps", steps);
  }

  @Override
  public double at(long step) {
    double end = to.at(step);
    if (step >= steps) {
      return end;
    }
    double part = (double) step / steps;
    double start = StrictMath.log(from.at(step));
    double rising = StrictMath.exp(1 / ((1 - part) / start + part / StrictMath.log(end)));
    return Math.min(rising, end);
  }

  @Override
  public String toString() {
    return "Schedule.halfLife("
        + ConstantSchedule.receiver(from)
        + ", "
        + ConstantSchedule.receiver(to)
        + ", "
        + Text.of(steps)
        + ")";
  }
}
