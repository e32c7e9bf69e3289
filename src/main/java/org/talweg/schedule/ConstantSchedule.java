// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record ConstantSchedule(double value) implements Schedule, Written {
  ConstantSchedule {
    Checks.finite("value", value);
  }

  @Override
  public double at(long step) {
    return value;
  }

  @Override
  public boolean isConstant() {
    return true;
  }

  @Override
  public String toString() {
    return Text.of(value);
  }

  /** A schedule's text where a number can't stand for a constant: before a dot, say. */
  static String receiver(Schedule schedule) {
    String text = Text.part(schedule);
    return schedule instanceof ConstantSchedule ? "Schedule.constant(" + text + ")" : text;
  }
}
