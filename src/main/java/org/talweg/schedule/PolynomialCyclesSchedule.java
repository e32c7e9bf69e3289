// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Powers;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record PolynomialCyclesSchedule(double from, double to, long steps, double power)
    implements Schedule, Written {
  PolynomialCyclesSchedule {
    Checks.finite("the first value", from);
    Checks.finite("the last value", to);
    Checks.atLeastOne("the number of steps", steps);
    Checks.positive("power", power);
  }

  @Override
  public double at(long step) {
    long done = step - 1;
    long cycles = done == 0 ? 1 : (done - 1) / steps + 1;
    double left = Math.max(0, 1 - done / ((double) cycles * steps)); // a far step is rounded
    return Curve.between(from, to, Powers.of(left, power));
  }

  @Override
  public String toString() {
    return "Schedule.polynomialCycles("
        + Text.of(from)
        + ", "
        + Text.of(to)
        + ", "
        + Text.of(steps)
        + ", "
        + Text.of(power)
        + ")";
  }
}
