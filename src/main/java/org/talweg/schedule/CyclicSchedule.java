// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record CyclicSchedule(double low, double high, long up, long down, Schedule amplitude)
    implements Schedule, Written {
  static final Schedule TRIANGULAR = new ConstantSchedule(1);

  CyclicSchedule {
    Checks.finite("the lower value", low);
    Checks.finite("the upper value", high);
    Checks.atLeastOne("the number of steps up", up);
    Checks.atLeastOne("the number of steps down", down);
    Objects.requireNonNull(amplitude, "amplitude");
    if (up > Long.MAX_VALUE - down) {
      throw new IllegalArgumentException(
          "a cycle must have fewer than 2^63 steps, but had " + up + " up and " + down + " down");
    }
  }

  @Override
  public double at(long step) {
    long done = (step - 1) % (up + down);
    double height = done <= up ? (double) done / up : (double) (up + down - done) / down;
    return Curve.between(high, low, height * amplitude.at(step));
  }

  @Override
  public String toString() {
    String text = "Schedule.cyclic(" + Text.of(low) + ", " + Text.of(high) + ", " + Text.of(up);
    if (!amplitude.equals(TRIANGULAR)) {
      return text + ", " + Text.of(down) + ", " + ConstantSchedule.receiver(amplitude) + ")";
    }
    return text + (down == up ? ")" : ", " + Text.of(down) + ")");
  }
}
